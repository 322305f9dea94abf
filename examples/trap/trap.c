// A program with a bug: one order asks for a product that is not in the catalogue.
//
// Nothing checks the number, so looking up the price reads far outside of memory, and traps.

#include <stdint.h>
#include <stdio.h>

struct product {
    const char *name;
    uint32_t cents;
    char description[56];
};

struct order {
    const char *customer;
    uint32_t product;
    uint32_t quantity;
};

static const struct product catalogue[] = {
    {"kettle", 3450, "boils water"},
    {"lamp", 1999, "gives light"},
    {"chair", 8900, "four legs, one back"},
};

static const struct order orders[] = {
    {"Ada", 0, 2},
    {"Grace", 2, 4},
    {"Edsger", 40000000, 1},
    {"Barbara", 1, 3},
};

static uint32_t unit_price(uint32_t product) {
    const struct product *entry = &catalogue[product];
    return entry->cents;
}

static uint32_t total_price(const struct order *order) {
    uint32_t price = unit_price(order->product);
    return price * order->quantity;
}

static void print_invoice(const struct order *order) {
    uint32_t cents = total_price(order);
    printf("%-8s owes %u.%02u\n", order->customer, cents / 100, cents % 100);
    fflush(stdout);
}

static void process_orders(const struct order *first, int count) {
    for (int i = 0; i < count; i++) {
        print_invoice(&first[i]);
    }
}

int main(void) {
    process_orders(orders, sizeof orders / sizeof orders[0]);
    return 0;
}
