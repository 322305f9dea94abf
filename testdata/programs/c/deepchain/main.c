// A long chain of differently named functions that ends in a division by zero, with one
// recursive stretch and one call through a pointer on the way.

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

struct order {
    int quantity;
    int price;
    int boxes;
};

static int price_per_box(const struct order *order) { return order->price / order->boxes; }

static int cost_of(const struct order *order) { return order->quantity * price_per_box(order); }

static int add_costs(const struct order *orders, int count) {
    if (count == 0) {
        return 0;
    }
    int first = cost_of(orders);
    return first + add_costs(orders + 1, count - 1);
}

static int with_tax(const struct order *orders, int count) { return add_costs(orders, count) * 119 / 100; }

static int without_tax(const struct order *orders, int count) { return add_costs(orders, count); }

typedef int (*total)(const struct order *, int);

static int print_invoice(total total, const struct order *orders, int count) {
    int amount = total(orders, count);
    printf("total %d\n", amount);
    return amount;
}

static int handle_customer(const char *kind, int boxes) {
    struct order orders[] = {{2, 100, 1}, {1, 30, 2}, {4, 60, 3}, {5, 80, boxes}};
    total rule = kind[0] == 't' ? with_tax : without_tax;
    return print_invoice(rule, orders, 4);
}

static int process_line(const char *kind, const char *boxes) { return handle_customer(kind, atoi(boxes)); }

int main(int argc, char **argv) {
    if (argc != 3) {
        return 2;
    }
    process_line(argv[1], argv[2]);
    return 0;
}
