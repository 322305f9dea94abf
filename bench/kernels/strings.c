// Moving bytes: memory.copy, memory.fill, searching, comparing and building strings.

#include "kernel.h"

#include <string.h>

enum { buffer_size = 1 << 16 };

static char buffer[buffer_size], other[buffer_size];

static const char *const words[] = {"stack", "frame", "slot", "module", "instance", "memory", "table", "trap"};

// write_text fills the buffer with words and returns its length.
static size_t write_text(uint32_t *seed) {
    size_t used = 0;
    for (;;) {
        const char *word = words[next_random(seed) % 8];
        size_t length = strlen(word);
        if (used + length + 2 > buffer_size) {
            break;
        }
        memcpy(buffer + used, word, length);
        used += length;
        buffer[used++] = ' ';
    }
    buffer[used] = '\0';
    return used;
}

static uint32_t count_word(const char *text, const char *word) {
    uint32_t count = 0;
    size_t length = strlen(word);
    for (const char *p = text; (p = strchr(p, word[0])); p++) {
        count += strncmp(p, word, length) == 0;
    }
    return count;
}

static uint32_t hash_bytes(const char *bytes, size_t count) {
    uint32_t hash = 2166136261u;
    for (size_t i = 0; i < count; i++) {
        hash = (hash ^ (uint8_t)bytes[i]) * 16777619u;
    }
    return hash;
}

// move_blocks copies blocks of many lengths within and between the two buffers.
static void move_blocks(uint32_t *seed, uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        uint32_t length = next_random(seed) % 2048, from = next_random(seed) % (buffer_size - 2048), to = next_random(seed) % (buffer_size - 2048);
        switch (i % 4) {
        case 0: memcpy(other + to, buffer + from, length); break;
        case 1: memmove(other + to, other + from, length); break;
        case 2: memset(other + to, (int)(i & 0x7f), length / 4); break;
        default: memmove(other + from + 1, other + from, length); break;
        }
    }
}

static void upper_case(char *text) {
    for (; *text; text++) {
        if (*text >= 'a' && *text <= 'z') {
            *text -= 'a' - 'A';
        }
    }
}

int main(int argc, char **argv) {
    uint32_t rounds = kernel_size(argc, argv, 100);
    uint32_t seed = 12345;
    uint64_t hash = 0;
    for (uint32_t round = 0; round < rounds; round++) {
        size_t length = write_text(&seed);
        hash = hash * 31 + count_word(buffer, words[round % 8]);
        move_blocks(&seed, 2000);
        upper_case(buffer);
        hash = hash * 31 + hash_bytes(buffer, length / 4) + hash_bytes(other, buffer_size / 4);
        hash += (uint64_t)memcmp(buffer, other, 1) != 0;
    }
    return kernel_result("strings", rounds, hash);
}
