-- Sends the request that a file holds, with a number of its own in place of each UNIQUE-----, and prints what came of it as JSON.
local before, after
local sent = 0

function init(args)
  local file = assert(io.open(args[1], "rb"))
  local text = file:read("*a")
  file:close()
  local first, last = text:find("UNIQUE-----", 1, true)
  before = first and text:sub(1, first - 1) or text
  after = first and text:sub(last + 1)
end

function request()
  if not after then return before end
  sent = sent + 1
  return before .. string.format("%011d", sent) .. after
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    '{"requests":%d,"seconds":%.6f,"bytes":%d,"errors":%d,"p50":%.4f,"p99":%.4f}\n',
    summary.requests, summary.duration / 1e6, summary.bytes,
    errors.connect + errors.read + errors.write + errors.status + errors.timeout,
    latency:percentile(50) / 1000, latency:percentile(99) / 1000))
end
