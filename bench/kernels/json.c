// Writing, parsing and walking a JSON text: branches on bytes, recursion, small allocations.

#include "kernel.h"

#include <string.h>

enum kind { null_value, number_value, string_value, array_value, object_value };

struct value {
    enum kind kind;
    double number;
    const char *text; // of a string, not terminated
    uint32_t length;
    struct value *first; // of an array or object
    struct value *next;  // sibling
    const char *key;     // in an object
    uint32_t key_length;
};

// Values come from one block that is emptied at once.
static struct value *pool;
static uint32_t pool_used, pool_size;

static struct value *new_value(enum kind kind) {
    if (pool_used == pool_size) {
        abort();
    }
    struct value *value = &pool[pool_used++];
    memset(value, 0, sizeof *value);
    value->kind = kind;
    return value;
}

struct parser {
    const char *at;
};

static void skip_space(struct parser *p) {
    while (*p->at == ' ' || *p->at == '\n' || *p->at == '\t') {
        p->at++;
    }
}

static int accept(struct parser *p, char c) {
    skip_space(p);
    if (*p->at != c) {
        return 0;
    }
    p->at++;
    return 1;
}

static void expect(struct parser *p, char c) {
    if (!accept(p, c)) {
        abort();
    }
}

static void parse_text(struct parser *p, const char **text, uint32_t *length) {
    expect(p, '"');
    *text = p->at;
    while (*p->at != '"') {
        p->at += *p->at == '\\' ? 2 : 1;
    }
    *length = (uint32_t)(p->at++ - *text);
}

static double parse_number(struct parser *p) {
    double sign = 1, number = 0, scale = 1;
    if (*p->at == '-') {
        sign = -1;
        p->at++;
    }
    for (; *p->at >= '0' && *p->at <= '9'; p->at++) {
        number = number * 10 + (*p->at - '0');
    }
    if (*p->at == '.') {
        for (p->at++; *p->at >= '0' && *p->at <= '9'; p->at++) {
            number = number * 10 + (*p->at - '0');
            scale *= 10;
        }
    }
    return sign * number / scale;
}

static struct value *parse_value(struct parser *p);

static struct value *parse_members(struct parser *p, enum kind kind, char close) {
    struct value *container = new_value(kind);
    struct value **last = &container->first;
    if (accept(p, close)) {
        return container;
    }
    do {
        const char *key = NULL;
        uint32_t key_length = 0;
        if (kind == object_value) {
            skip_space(p);
            parse_text(p, &key, &key_length);
            expect(p, ':');
        }
        struct value *member = parse_value(p);
        member->key = key;
        member->key_length = key_length;
        *last = member;
        last = &member->next;
    } while (accept(p, ','));
    expect(p, close);
    return container;
}

static struct value *parse_value(struct parser *p) {
    skip_space(p);
    switch (*p->at) {
    case '{':
        p->at++;
        return parse_members(p, object_value, '}');
    case '[':
        p->at++;
        return parse_members(p, array_value, ']');
    case '"': {
        struct value *value = new_value(string_value);
        parse_text(p, &value->text, &value->length);
        return value;
    }
    case 'n':
        p->at += 4;
        return new_value(null_value);
    default: {
        struct value *value = new_value(number_value);
        value->number = parse_number(p);
        return value;
    }
    }
}

static char *write_text(char *out, const char *text) {
    size_t length = strlen(text);
    memcpy(out, text, length);
    return out + length;
}

static char *write_number(char *out, uint32_t number) {
    char digits[10];
    int count = 0;
    do {
        digits[count++] = (char)('0' + number % 10);
        number /= 10;
    } while (number);
    while (count) {
        *out++ = digits[--count];
    }
    return out;
}

// write_document writes an array of count records and terminates it.
static void write_document(char *out, uint32_t count, uint32_t *seed) {
    *out++ = '[';
    for (uint32_t i = 0; i < count; i++) {
        out = write_text(out, i ? ",\n  {\"id\": " : "\n  {\"id\": ");
        out = write_number(out, i);
        out = write_text(out, ", \"name\": \"record \\\"");
        out = write_number(out, next_random(seed) % 1000);
        out = write_text(out, "\\\"\", \"values\": [-");
        out = write_number(out, next_random(seed) % 100);
        out = write_text(out, ".25, ");
        out = write_number(out, next_random(seed));
        out = write_text(out, ", null, []], \"nested\": {\"a\": {\"b\": {\"c\": ");
        out = write_number(out, next_random(seed) % 7);
        out = write_text(out, "}}}}");
    }
    write_text(out, "\n]\n")[0] = '\0';
}

static uint64_t hash_value(const struct value *value, uint64_t hash) {
    hash = hash * 31 + value->kind + value->key_length;
    switch (value->kind) {
    case number_value: return hash * 31 + (uint64_t)(int64_t)(value->number * 4);
    case string_value: return hash * 31 + (uint8_t)value->text[value->length - 3];
    default: break;
    }
    for (const struct value *member = value->first; member; member = member->next) {
        hash = hash_value(member, hash);
    }
    return hash;
}

int main(int argc, char **argv) {
    uint32_t records = kernel_size(argc, argv, 12000);
    char *document = malloc((size_t)records * 160 + 16);
    pool_size = records * 12 + 1;
    pool = malloc((size_t)pool_size * sizeof *pool);
    uint32_t seed = 99;
    uint64_t hash = 0;
    for (int round = 0; round < 10; round++) {
        write_document(document, records, &seed);
        pool_used = 0;
        struct parser parser = {document};
        hash = hash_value(parse_value(&parser), hash);
    }
    free(pool);
    free(document);
    return kernel_result("json", records, hash);
}
