// Strings of libc++: short ones within the object and long ones outside of it, of every character type.
#include "stop.h"

#include <string>
#include <string_view>

static void narrow() {
  std::string empty;
  std::string little = "abc";
  std::string fits = "0123456789";
  std::string spills = "0123456789a";
  std::string nul("a\0b", 3);
  std::string lines = "tab\t\"quoted\"\nback\\slash\x01";
  std::string accents = "gr\u00fc\u00dfe \U0001f30d";
  std::string broken = "bad \xff utf-8";
  std::string thousands(5000, 'x');
  const std::string &by_reference = spills;
  std::string *by_pointer = &little;
  stop(empty, little, fits, spills, nul, lines, accents, broken, thousands, by_reference, by_pointer); //@break(narrow)
  //@shows(narrow, empty = "")
  //@shows(narrow, little = "abc")
  //@shows(narrow, fits = "0123456789")
  //@shows(narrow, spills = "0123456789a")
  //@shows(narrow, nul = "a\000b")
  //@shows(narrow, lines = "tab\t\"quoted\"\nback\\slash\001")
  //@shows(narrow, accents = "grüße 🌍")
  //@shows(narrow, broken = "bad \377 utf-8")
  //@shows(narrow, thousands = 'x' <repeats 40 times>…)
  //@shows(narrow, by_reference = "0123456789a")
  //@shows(narrow, by_pointer = 0x…)
}

static void wide() {
  std::u8string u8 = u8"\u00fc8";
  std::u16string u16 = u"sixteen \U0001f30d";
  std::u16string u16_little = u"\u00fc";
  std::u32string u32 = U"thirty-two \U0001f30d";
  std::wstring w = L"wide";
  std::wstring w_empty;
  stop(u8, u16, u16_little, u32, w, w_empty); //@break(wide)
  //@shows(wide, u8 = u8"ü8")
  //@shows(wide, u16 = u"sixteen 🌍")
  //@shows(wide, u16_little = u"ü")
  //@shows(wide, u32 = U"thirty-two 🌍")
  //@shows(wide, w = L"wide")
  //@shows(wide, w_empty = L"")
}

static void views() {
  std::string text = "one two three";
  std::string_view all = text;
  std::string_view middle = std::string_view(text).substr(4, 3);
  std::string_view none;
  std::u16string_view wide = u"wide view";
  stop(text, all, middle, none, wide); //@break(views)
  //@shows(views, text = "one two three")
  //@shows(views, all = "one two three")
  //@shows(views, middle = "two")
  //@shows(views, none = "")
  //@shows(views, wide = u"wide view")
}

int main() {
  narrow();
  wide();
  views();
}
