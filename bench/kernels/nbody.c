// The motion of five bodies: double arithmetic, a square root and a division per pair.

#include "kernel.h"

#include <math.h>
#include <string.h>

struct body {
    double x, y, z, vx, vy, vz, mass;
};

enum { bodies = 5 };

static struct body system_[bodies] = {
    {0, 0, 0, 0, 0, 0, 39.47841760435743},
    {4.84143144246472, -1.16032004402743, -0.10362204447112, 0.60632639299583, 2.81198684491626, -0.02521836165988, 0.03769367487038},
    {8.34336671824458, 4.12479856412430, -0.40352341711432, -1.01077434617879, 1.82566237123041, 0.00841576137658, 0.01128632613190},
    {12.8943695621391, -15.1111514016986, -0.22330757889265, 1.08279100644153, 0.86871301816960, -0.01083263740136, 0.00172372405705},
    {15.3796971148509, -25.9193146099879, 0.17925877295037, 0.97909073224389, 0.59469899864767, -0.03475595551024, 0.00203368686992},
};

__attribute__((noinline)) static void advance(struct body *b, double dt) {
    for (int i = 0; i < bodies; i++) {
        for (int j = i + 1; j < bodies; j++) {
            double dx = b[i].x - b[j].x, dy = b[i].y - b[j].y, dz = b[i].z - b[j].z;
            double square = dx * dx + dy * dy + dz * dz;
            double magnitude = dt / (square * sqrt(square));
            b[i].vx -= dx * b[j].mass * magnitude;
            b[i].vy -= dy * b[j].mass * magnitude;
            b[i].vz -= dz * b[j].mass * magnitude;
            b[j].vx += dx * b[i].mass * magnitude;
            b[j].vy += dy * b[i].mass * magnitude;
            b[j].vz += dz * b[i].mass * magnitude;
        }
    }
    for (int i = 0; i < bodies; i++) {
        b[i].x += dt * b[i].vx;
        b[i].y += dt * b[i].vy;
        b[i].z += dt * b[i].vz;
    }
}

static double energy(const struct body *b) {
    double sum = 0;
    for (int i = 0; i < bodies; i++) {
        sum += b[i].mass * (b[i].vx * b[i].vx + b[i].vy * b[i].vy + b[i].vz * b[i].vz) / 2;
        for (int j = i + 1; j < bodies; j++) {
            double dx = b[i].x - b[j].x, dy = b[i].y - b[j].y, dz = b[i].z - b[j].z;
            sum -= b[i].mass * b[j].mass / sqrt(dx * dx + dy * dy + dz * dz);
        }
    }
    return sum;
}

int main(int argc, char **argv) {
    uint32_t steps = kernel_size(argc, argv, 600000);
    for (uint32_t i = 0; i < steps; i++) {
        advance(system_, 0.01);
    }
    double result = energy(system_);
    uint64_t bits;
    memcpy(&bits, &result, sizeof bits);
    return kernel_result("nbody", steps, bits);
}
