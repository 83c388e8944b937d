-- For wrk: asks the paths of a file in turn and prints what came of it as one line of JSON.
local paths = {}
local at = 0

function init(arguments)
  for line in io.lines(arguments[1]) do
    paths[#paths + 1] = line
  end
  wrk.headers["Accept-Encoding"] = "gzip"
  wrk.headers["X-Forwarded-Proto"] = "https"
end

function request()
  at = at % #paths + 1
  return wrk.format("GET", paths[at])
end

function done(summary, latency, requests)
  local e = summary.errors
  local quantiles = {}
  for i = 1, 1000 do
    quantiles[i] = string.format("%.3f", latency:percentile((i - 0.5) / 10) / 1000)
  end
  print(string.format(
    '{"requests": %d, "seconds": %f, "errors": %d, "quantiles": [%s]}',
    summary.requests, summary.duration / 1e6,
    e.connect + e.read + e.write + e.status + e.timeout, table.concat(quantiles, ",")))
end
