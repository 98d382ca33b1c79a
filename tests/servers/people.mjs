// People of the network that atproto.sh starts; what they write is written by Bluesky's own client library.
// One JSON object a line: {"as": "ana", "do": "post", "text": …}; one answer a line. PDS says where they live.
import { createInterface } from 'node:readline'
import { AtpAgent, RichText } from '@atproto/api'

const PASSWORD = 'hunter2-hunter2'
const POST = 'app.bsky.feed.post'
const PIXEL = Buffer.from( // a PNG of one pixel
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')
const agents = new Map()

async function person(name) {
  if (!agents.has(name)) {
    const agent = new AtpAgent({ service: process.env.PDS })
    const handle = `${name}.test`
    try {
      await agent.createAccount({ handle, email: `${name}@mail.test`, password: PASSWORD })
    } catch {
      await agent.login({ identifier: handle, password: PASSWORD })
    }
    agents.set(name, agent)
  }
  return agents.get(name)
}

async function written(agent, { text, ...rest }) {
  const rich = new RichText({ text })
  await rich.detectFacets(agent)
  return { $type: POST, text: rich.text, facets: rich.facets, createdAt: new Date().toISOString(), ...rest }
}

const strong = ({ uri, cid }) => ({ uri, cid })
const rkey = (uri) => uri.split('/').at(-1)

const deeds = {
  join: async (agent) => ({ did: agent.assertDid }),
  post: async (agent, what) => strong(await agent.post(await written(agent, what))),
  answer: async (agent, { to, ...what }) =>
    strong(await agent.post(await written(agent, { ...what, reply: { root: strong(to), parent: strong(to) } }))),
  quote: async (agent, { of, ...what }) =>
    strong(await agent.post(await written(agent, { ...what, embed: { $type: 'app.bsky.embed.record', record: strong(of) } }))),
  picture: async (agent, { alt, ...what }) => {
    const { data } = await agent.uploadBlob(PIXEL, { encoding: 'image/png' })
    const embed = { $type: 'app.bsky.embed.images', images: [{ image: data.blob, alt }] }
    return strong(await agent.post(await written(agent, { ...what, embed })))
  },
  edit: async (agent, { uri, ...what }) => {
    const at = { repo: agent.assertDid, collection: POST, rkey: rkey(uri) }
    return strong((await agent.com.atproto.repo.putRecord({ ...at, record: await written(agent, what) })).data)
  },
  delete: async (agent, { uri }) => { await agent.deletePost(uri) },
  like: async (agent, { uri, cid }) => strong(await agent.like(uri, cid)),
  unlike: async (agent, { uri }) => { await agent.deleteLike(uri) },
  repost: async (agent, { uri, cid }) => strong(await agent.repost(uri, cid)),
  name: async (agent, { name }) => { await agent.upsertProfile((known) => ({ ...known, displayName: name })) },
  rename: async (agent, { handle }) => { await agent.updateHandle({ handle }) },
  leave: async (agent) => { await agent.com.atproto.server.deactivateAccount({}) },
}

for await (const line of createInterface({ input: process.stdin })) {
  const { as, do: deed, ...what } = JSON.parse(line)
  try {
    console.log(JSON.stringify((await deeds[deed](await person(as), what)) ?? {}))
  } catch (error) {
    console.log(JSON.stringify({ error: `${deed}: ${error.message}` }))
  }
}
