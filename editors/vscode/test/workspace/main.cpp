// A shop that adds up its orders, the last of which is wrong: what `make vscode-test` debugs in the editor.

#include <cstdio>
#include <string>
#include <vector>

struct Order {
  std::string customer;
  int quantity;
  int cents;
};

static int total(const std::vector<Order> &orders) {
  int sum = 0;
  for (const Order &order : orders) {
    sum += order.quantity * order.cents; //@break(sum)
  }
  return sum;
}

static int average(int sum, int count) {
  return sum / count; //@trap
}

int main() {
  std::vector<Order> orders;
  orders.push_back({"Ada", 2, 1950});
  orders.push_back({"Grace", 1, 12900});
  orders.push_back({"Edsger, who orders more than the others", 12, 75});
  int sum = total(orders);
  std::printf("%d orders, %d.%02d\n", static_cast<int>(orders.size()), sum / 100, sum % 100);
  orders.clear();
  std::printf("on average: %d\n", average(total(orders), static_cast<int>(orders.size())));
  return 0;
}
