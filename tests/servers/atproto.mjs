// The network that atproto.sh starts: everything that Bluesky itself runs, small and on this machine.
import { TestNetwork, mockMailer } from '@atproto/dev-env'

const { PLC, PDS, APPVIEW, OZONE, INTROSPECT, RATE } = process.env
const network = await TestNetwork.create({
  dbPostgresSchema: 'hashtui',
  plc: { port: Number(PLC) },
  pds: { port: Number(PDS), hostname: 'localhost', enableDidDocWithSession: true, rateLimitsEnabled: RATE === '1' },
  bsky: { port: Number(APPVIEW), publicUrl: `http://localhost:${APPVIEW}`, dbPostgresSchema: 'bsky_hashtui' },
  ozone: { port: Number(OZONE), dbMaterializedViewRefreshIntervalMs: 30000 },
  introspect: { port: Number(INTROSPECT) },
})
mockMailer(network.pds)
console.log('READY')

for (const signal of ['SIGTERM', 'SIGINT']) {
  process.on(signal, () => {
    const late = new Promise((done) => setTimeout(done, 3000))
    Promise.race([network.close(), late]).finally(() => process.exit(0))
  })
}
