// The part of the C++ runtime that throws and catches, for toolchains whose libc++abi was
// built without exceptions. It follows the Itanium C++ ABI's names and the tables clang emits
// for -fwasm-exceptions; std::type_info and its subclasses come from libc++abi. One thread,
// no exception specifications, no std::exception_ptr.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <exception>
#include <typeinfo>

// The one tag of C++ exceptions: its payload is the address of the thrown object.
__asm__(".globl __cpp_exception\n"
        ".tagtype __cpp_exception i32\n"
        "__cpp_exception:\n");

namespace {

// A Header stands before every thrown object.
struct alignas(16) Header {
    std::type_info *type;
    void *(*destroy)(void *); // on wasm a destructor returns its object
    Header *next_caught;
    void *adjusted;
    int handlers;
    bool rethrown;
};

Header *caught;

Header *header_of(void *object) { return static_cast<Header *>(object) - 1; }

// MatchingType has the layout of libc++abi's type_info subclasses, whose fifth virtual
// function tells whether a handler for this type catches thrown, and adjusts the pointer.
class MatchingType : public std::type_info {
public:
    virtual void noop1() const;
    virtual void noop2() const;
    virtual bool can_catch(const MatchingType *thrown, void *&adjusted) const = 0;
};

uintptr_t read_unsigned(const uint8_t *&p) {
    uintptr_t value = 0;
    unsigned shift = 0;
    uint8_t byte;
    do {
        byte = *p++;
        value |= static_cast<uintptr_t>(byte & 0x7f) << shift;
        shift += 7;
    } while (byte & 0x80);
    return value;
}

intptr_t read_signed(const uint8_t *&p) {
    uintptr_t value = 0;
    unsigned shift = 0;
    uint8_t byte;
    do {
        byte = *p++;
        value |= static_cast<uintptr_t>(byte & 0x7f) << shift;
        shift += 7;
    } while (byte & 0x80);
    if (shift < sizeof value * 8 && (byte & 0x40)) {
        value |= ~static_cast<uintptr_t>(0) << shift;
    }
    return static_cast<intptr_t>(value);
}

constexpr uint8_t omitted = 0xff;

// A Table is the language-specific data area of one function.
struct Table {
    const MatchingType *const *types_end = nullptr;
    const uint8_t *call_sites;
    const uint8_t *actions;

    explicit Table(const uint8_t *p) {
        if (*p++ != omitted) {
            std::abort();
        }
        if (*p++ != omitted) {
            uintptr_t offset = read_unsigned(p);
            types_end = reinterpret_cast<const MatchingType *const *>(p + offset);
        }
        p++; // the call sites' encoding, always ULEB128
        uintptr_t length = read_unsigned(p);
        call_sites = p;
        actions = p + length;
    }

    // first_action returns the action list of a landing pad, null where it has none.
    const uint8_t *first_action(unsigned pad) const {
        const uint8_t *p = call_sites;
        for (unsigned i = 0;; i++) {
            read_unsigned(p);
            uintptr_t action = read_unsigned(p);
            if (i == pad) {
                return action ? actions + action - 1 : nullptr;
            }
        }
    }
};

// find_handler returns the index of the first type that catches the object, 0 for none.
int find_handler(const Table &table, unsigned pad, Header *header) {
    const uint8_t *p = table.first_action(pad);
    while (p) {
        intptr_t index = read_signed(p);
        if (index > 0) {
            const MatchingType *type = table.types_end[-index];
            void *adjusted = header + 1;
            if (!type || type->can_catch(static_cast<const MatchingType *>(header->type), adjusted)) {
                header->adjusted = adjusted;
                return static_cast<int>(index);
            }
        }
        const uint8_t *next = p;
        intptr_t offset = read_signed(p);
        p = offset ? next + offset : nullptr;
    }
    return 0;
}

} // namespace

extern "C" {

// LandingPad is how a landing pad and the personality routine talk; clang fills in the first
// two fields before the call and reads the third after it.
struct LandingPad {
    unsigned index;
    const uint8_t *table;
    int selector;
};

_Thread_local LandingPad __wasm_lpad_context;

int _Unwind_CallPersonality(void *object) {
    LandingPad &pad = __wasm_lpad_context;
    pad.selector = find_handler(Table(pad.table), pad.index, header_of(object));
    return 0;
}

void *__cxa_allocate_exception(size_t size) noexcept {
    auto *header = static_cast<Header *>(std::aligned_alloc(16, (sizeof(Header) + size + 15) & ~size_t(15)));
    if (!header) {
        std::terminate();
    }
    *header = Header{};
    return header + 1;
}

void __cxa_free_exception(void *object) noexcept { std::free(header_of(object)); }

[[noreturn]] void __cxa_throw(void *object, std::type_info *type, void *(*destroy)(void *)) {
    Header *header = header_of(object);
    header->type = type;
    header->destroy = destroy;
    header->adjusted = object;
    __builtin_wasm_throw(0, object);
}

void *__cxa_begin_catch(void *object) noexcept {
    Header *header = header_of(object);
    if (header->handlers++ == 0) {
        header->next_caught = caught;
        caught = header;
    }
    header->rethrown = false;
    return header->adjusted;
}

void __cxa_end_catch() {
    Header *header = caught;
    if (!header || --header->handlers > 0) {
        return;
    }
    caught = header->next_caught;
    if (header->rethrown) {
        return; // it lives on
    }
    if (header->destroy) {
        header->destroy(header + 1);
    }
    __cxa_free_exception(header + 1);
}

void *__cxa_get_exception_ptr(void *object) noexcept { return header_of(object)->adjusted; }

[[noreturn]] void __cxa_rethrow() {
    Header *header = caught;
    if (!header) {
        std::terminate();
    }
    header->rethrown = true; // tells the __cxa_end_catch of this handler not to destroy it
    __builtin_wasm_throw(0, header + 1);
}

} // extern "C"
