-- What the session of the Lua interpreter runs.
local function fib(n)
  if n < 2 then return n end
  return fib(n - 1) + fib(n - 2)
end

local words = {}
for word in ("the quick brown fox"):gmatch("%a+") do
  words[#words + 1] = word:upper()
end
print(fib(10), table.concat(words, " "))

local ok, message = pcall(function() error({code = 7}) end)
print(ok, message.code)
