// The nearest relative of a Jetstream that registries have: the firehose of a real PDS (com.atproto.sync.subscribeRepos),
// read with @atproto/sync and told as Jetstream's /subscribe tells it, first form. Other questions go on to the AppView.
// PORT, PDS, PLC, APPVIEW. SIGUSR2 cuts every connection without a word.
import { createServer } from 'node:http'
import { IdResolver } from '@atproto/identity'
import { lexToJson } from '@atproto/lex'
import { Firehose } from '@atproto/sync'
import { WebSocketServer } from 'ws'

const { PORT, PDS, PLC, APPVIEW } = process.env
const PING = 30_000
const events = [] // everything since the beginning: a PDS begun anew with each test has little
let seq = 0
let micros = 0

class Reader {
  constructor(socket, question) {
    this.socket = socket
    this.isThere = true
    this.wish({
      wantedCollections: question.getAll('wantedCollections'),
      wantedDids: question.getAll('wantedDids'),
      maxMessageSizeBytes: Number(question.get('maxMessageSizeBytes') ?? 0),
    })
    socket.on('pong', () => { this.isThere = true })
    socket.on('message', (said) => this.hear(said))
  }

  wish({ wantedCollections = [], wantedDids = [], maxMessageSizeBytes = 0 }) {
    this.collections = wantedCollections
    this.dids = wantedDids
    this.largest = maxMessageSizeBytes
  }

  hear(said) {
    try {
      const { type, payload } = JSON.parse(said)
      if (type !== 'options_update') throw new Error(type)
      this.wish(payload)
    } catch (error) {
      this.socket.close(1008, String(error.message).slice(0, 100))
    }
  }

  tell(event) {
    const isWanted = event.collection === null || this.collections.length === 0 || this.collections.some((wanted) =>
      wanted.endsWith('.*') ? event.collection.startsWith(wanted.slice(0, -1)) : event.collection === wanted)
    if (!isWanted || (this.dids.length > 0 && !this.dids.includes(event.did))) return
    if (this.largest > 0 && Buffer.byteLength(event.text) > this.largest) return
    this.socket.send(event.text)
  }
}

const told = { create: commit, update: commit, delete: commit, identity, account }
const readers = new Set()

function commit(event) {
  const { rev, event: operation, collection, rkey } = event
  if (operation === 'delete') return { rev, operation, collection, rkey }
  return { rev, operation, collection, rkey, record: lexToJson(event.record), cid: String(event.cid) }
}

function identity({ did, didDocument, seq, time }) {
  const known = didDocument?.alsoKnownAs?.find((name) => name.startsWith('at://'))
  return { did, ...(known && { handle: known.slice('at://'.length) }), seq, time }
}

function account({ active, did, seq, time, status }) {
  return { active, did, seq, time, ...(status && { status }) }
}

function publish(event) {
  seq = Math.max(seq, event.seq)
  if (!(event.event in told)) return
  const tell = told[event.event]
  const kind = tell.name
  micros = Math.max(micros + 1, Date.parse(event.time) * 1000) // the same after a start anew
  const text = JSON.stringify({ did: event.did, time_us: micros, kind, [kind]: tell(event) })
  const made = { micros, did: event.did, collection: event.collection ?? null, text }
  events.push(made)
  for (const reader of readers) reader.tell(made)
}

const server = createServer(async (asked, answer) => {
  if (!asked.url.startsWith('/xrpc/')) return answer.writeHead(404).end('404 page not found\n')
  try {
    const found = await fetch(APPVIEW + asked.url)
    const type = found.headers.get('content-type') ?? 'application/json'
    answer.writeHead(found.status, { 'content-type': type }).end(Buffer.from(await found.arrayBuffer()))
  } catch {
    answer.writeHead(502).end()
  }
})
const streams = new WebSocketServer({ noServer: true, perMessageDeflate: true })
server.on('upgrade', (asked, socket, head) => {
  const { pathname, searchParams } = new URL(asked.url, 'http://here')
  const cursor = searchParams.get('cursor')
  const isWrong = cursor !== null && !/^\d+$/.test(cursor)
  if (pathname !== '/subscribe' || isWrong || searchParams.has('compress')) {
    return socket.end(`HTTP/1.1 ${pathname === '/subscribe' ? '400 Bad Request' : '404 Not Found'}\r\nConnection: close\r\n\r\n`)
  }
  streams.handleUpgrade(asked, socket, head, (stream) => {
    const reader = new Reader(stream, searchParams)
    stream.on('close', () => readers.delete(reader))
    stream.on('error', () => readers.delete(reader))
    const since = cursor === null || Number(cursor) > Date.now() * 1000 ? Infinity : Number(cursor)
    for (const event of events) if (event.micros >= since) reader.tell(event)
    readers.add(reader)
  })
})
setInterval(() => {
  for (const reader of readers) {
    if (!reader.isThere) reader.socket.terminate()
    reader.isThere = false
    reader.socket.ping()
  }
}, PING)

new Firehose({
  service: PDS.replace(/^http/, 'ws'),
  idResolver: new IdResolver({ plcUrl: PLC, fetch }), // its own fetch keeps away from this machine
  getCursor: () => seq,
  handleEvent: publish,
  onError: (error) => console.error(error.message, error.cause?.message ?? ''),
  unauthenticatedCommits: true, // the PDS is ours
  unauthenticatedHandles: true, // nobody resolves .test
  subscriptionReconnectDelay: 200,
}).start()
server.listen(Number(PORT), '127.0.0.1', () => console.log('READY'))

process.on('SIGUSR2', () => { for (const { socket } of readers) socket.terminate() })
process.on('SIGTERM', () => {
  for (const { socket } of readers) socket.close(1001, 'shutting down')
  setTimeout(() => process.exit(0), 200)
})
