// Loaded before Microsoft's client, which has no option for it: it is heard on this machine only, and finds no other.
const dns = require("dns"), net = require("net");
const HERE = "127.0.0.1", listen = net.Server.prototype.listen, lookup = dns.lookup;

net.Server.prototype.listen = function (...given) {
  if (given[0] && typeof given[0] === "object" && "port" in given[0]) {
    return listen.apply(this, [{ ...given[0], host: HERE }, ...given.slice(1)]);
  }
  if (/^\d+$/.test(String(given[0]))) {
    return listen.call(this, { port: Number(given[0]), host: HERE }, given.find((one) => typeof one === "function"));
  }
  return listen.apply(this, given);
};

dns.lookup = function (name, ...rest) {
  if (["localhost", HERE, "::1"].includes(name)) return lookup.call(this, name, ...rest);
  const answer = rest.find((one) => typeof one === "function");
  process.nextTick(answer, Object.assign(new Error("stays on this machine"), { code: "ENOTFOUND" }));
};
