// node --require this: whoever listens without naming a host listens on this machine only; dev-env has no option for it.
const net = require('node:net')

const listen = net.Server.prototype.listen
net.Server.prototype.listen = function (...given) {
  const [first, second] = given
  if (typeof first === 'number' || (typeof first === 'string' && /^\d+$/.test(first))) {
    if (typeof second !== 'string') given.splice(1, 0, '127.0.0.1')
  } else if (first && typeof first === 'object' && 'port' in first && !first.host) {
    given[0] = { ...first, host: '127.0.0.1' }
  }
  return listen.apply(this, given)
}
