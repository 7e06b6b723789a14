-- One shape of request, told by the environment: ZB_KIND, ZB_PATH (%d = an id, %s = a line of
-- ZB_LINES), ZB_FROM and ZB_COUNT (ids), ZB_BLOCK (a block of 100,000 mobile numbers of our own).
local kind, path = os.getenv("ZB_KIND"), os.getenv("ZB_PATH")
local from, count = tonumber(os.getenv("ZB_FROM") or 1), tonumber(os.getenv("ZB_COUNT") or 1)
local threads = 0

function setup(thread)
  thread:set("number", threads)
  threads = threads + 1
end

function init(args)
  at, lines = 0, {}
  math.randomseed(os.time() + number * 7919)
  local file = os.getenv("ZB_LINES")
  if file and file ~= "" then
    local i = 0
    for line in io.lines(file) do
      -- each of the two threads has lines of its own: no record is patched twice at once
      if kind ~= "patch" or i % 2 == number then lines[#lines + 1] = line end
      i = i + 1
    end
  end
end

local shapes = {}

function shapes.get()
  return wrk.format("GET", path)
end

function shapes.id()
  return wrk.format("GET", string.format(path, from + math.random(0, count - 1)))
end

function shapes.line()
  return wrk.format("GET", string.format(path, lines[math.random(#lines)]))
end

function shapes.create()
  local serial = tonumber(os.getenv("ZB_BLOCK")) * 100000 + number * 50000 + at
  at = at + 1
  local body = string.format('{"fullName":"测量%08d机械有限公司","industry":"MANUFACTURING",'
    .. '"primaryContact":{"name":"王测量","mobile":"139%08d"}}', serial, serial)
  return wrk.format("POST", path, nil, body)
end

function shapes.patch()
  at = at % #lines + 1
  local id, version = lines[at]:match("(%d+) (%d+)")
  local body = string.format('{"version":%s,"address":"测量路%d号"}', version, math.random(1, 1000000000))
  return wrk.format("PATCH", path .. "/" .. id, nil, body)
end

request = shapes[kind]

function done(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format("ZB %.1f %.3f %.3f %.0f %d\n",
    summary.requests / (summary.duration / 1e6), latency:percentile(50) / 1000,
    latency:percentile(95) / 1000, summary.bytes / math.max(summary.requests, 1),
    errors.status + errors.connect + errors.read + errors.write + errors.timeout))
end
