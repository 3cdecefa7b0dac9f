-- Sends each line of a file once (stamp, signature, body) and tells latencies and errors as JSON.
local threads, deliveries = {}, {}
sent = 0 -- global: only those can be asked for at the end

function setup(thread)
  table.insert(threads, thread)
end

function init(args)
  for line in io.lines(args[1]) do
    local stamp, signature, body = line:match("^(%S+) (%S+) (.+)$")
    deliveries[#deliveries + 1] = wrk.format("POST", nil, {
      ["Content-Type"] = "application/x-www-form-urlencoded",
      ["X-Slack-Request-Timestamp"] = stamp,
      ["X-Slack-Signature"] = signature,
    }, body)
  end
end

function request()
  sent = sent + 1
  return deliveries[(sent - 1) % #deliveries + 1]
end

function done(summary, latency)
  local errors = summary.errors
  local out = '{"requests": %d, "seconds": %f, "p50": %f, "p99": %f, "errors": %d, "sent": %d}\n'
  io.write(out:format(summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e3,
    latency:percentile(99) / 1e3, errors.connect + errors.read + errors.write + errors.status + errors.timeout,
    threads[1]:get("sent")))
end
