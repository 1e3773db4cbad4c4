import { existsSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, expect } from 'vitest'
import { fakePath } from './driver/fake'
import { scenario, type Stage } from './driver/scenario'
import { sleep } from './driver/wait'

/** Counts every connection, whatever is said on it: none is wanted. */
let hits: string[] = []
let listener: Server
let foreign = ''

beforeAll(async () => {
  listener = createServer((socket) => {
    hits.push('a connection')
    socket.on('data', (d) => {
      hits.push(d.toString().split('\r\n')[0] ?? '')
      socket.end('HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 34\r\n\r\n<script>window.foreign=1</script>\n')
    })
    socket.on('error', () => undefined)
  })
  await new Promise<void>((done) => listener.listen(0, '127.0.0.1', done))
  const address = listener.address()
  if (address !== null && typeof address === 'object') foreign = `http://127.0.0.1:${String(address.port)}/`
})

afterAll(() => {
  listener.close()
})

/**
 * The ways by which a page has been made to leave its place, or to let another in.
 * Each runs as a script in the program's own page: whoever gets that far still finds
 * the window locked.
 */
const vectors: Record<string, (foreign: string) => string> = {
  'meta refresh': (f) => `(() => { const m = document.createElement('meta'); m.httpEquiv = 'refresh'; m.content = '0;url=${f}meta'; document.head.append(m) })()`,
  'location': (f) => `void (location.href = '${f}location')`,
  'location to a file': () => `void (location.href = 'file:///etc/hostname')`,
  'location to data': () => `void (location.href = 'data:text/html,<h1>foreign</h1>')`,
  'location to blob': () => `void (location.href = URL.createObjectURL(new Blob(['<h1>foreign</h1>'], { type: 'text/html' })))`,
  'location to a foreign host of the own scheme': () => `void (location.href = 'wails://wails.evil/')`,
  'a form': (f) => `(() => { const x = document.createElement('form'); x.action = '${f}form'; document.body.append(x); x.submit(); x.remove() })()`,
  'a link to a new window': (f) => `(() => { const a = document.createElement('a'); a.href = '${f}blank'; a.target = '_blank'; document.body.append(a); a.click(); a.remove() })()`,
  'a link that downloads': (f) => `(() => { const a = document.createElement('a'); a.href = '${f}download'; a.download = 'x'; document.body.append(a); a.click(); a.remove() })()`,
  'window.open': (f) => `void window.open('${f}open')`,
  'window.open of nothing': () => `(() => { const w = window.open('about:blank'); if (w) throw new Error('a window opened') })()`,
  'an iframe with an address': (f) => `(() => { const i = document.createElement('iframe'); i.src = '${f}frame'; document.body.append(i) })()`,
  'an iframe with srcdoc': () => `(() => { const i = document.createElement('iframe'); i.setAttribute('sandbox', 'allow-scripts'); i.setAttribute('srcdoc', '<script>parent.foreign=1;webkit.messageHandlers.external.postMessage("BO:https://example.org")</script>'); document.body.append(i) })()`,
  'an iframe with data': () => `(() => { const i = document.createElement('iframe'); i.src = 'data:text/html,<script>webkit.messageHandlers.external.postMessage("BO:https://example.org")</script>'; document.body.append(i) })()`,
  'an iframe with blob': () => `(() => { const i = document.createElement('iframe'); i.src = URL.createObjectURL(new Blob(['<script>parent.foreign=1</script>'], { type: 'text/html' })); document.body.append(i) })()`,
  'object and embed': (f) => `(() => { for (const t of ['object', 'embed']) { const o = document.createElement(t); o.setAttribute(t === 'object' ? 'data' : 'src', '${f}' + t); document.body.append(o) } })()`,
  'SVG with a script and a link': (f) => `(() => { const s = document.createElementNS('http://www.w3.org/2000/svg', 'svg'); const u = document.createElementNS('http://www.w3.org/2000/svg', 'use'); u.setAttribute('href', '${f}svg#x'); s.append(u); const i = document.createElementNS('http://www.w3.org/2000/svg', 'image'); i.setAttribute('href', '${f}image'); s.append(i); document.body.append(s) })()`,
  'history': (f) => `(() => { try { history.pushState({}, '', '${f}history') } catch { /* refused */ } history.back(); history.forward() })()`,
  'document.open': (f) => `(() => { const m = '<meta http-equiv="refresh" content="0;url=${f}write">'; const d = document.implementation.createHTMLDocument(''); try { document.write(m) } catch { d.title = m } })()`,
  'a script from elsewhere': (f) => `(() => { const s = document.createElement('script'); try { s.src = '${f}script' } catch { s.setAttribute('data-refused', '') } document.head.append(s) })()`,
  'a style from elsewhere': (f) => `(() => { const l = document.createElement('link'); l.rel = 'stylesheet'; l.href = '${f}style'; document.head.append(l) })()`,
  'preconnect, prefetch and preload': (f) => `(() => { for (const rel of ['preconnect', 'dns-prefetch', 'prefetch', 'preload', 'modulepreload']) { const l = document.createElement('link'); l.rel = rel; l.href = '${f}' + rel; l.setAttribute('as', 'image'); document.head.append(l) } })()`,
  'an image': (f) => `(() => { const i = new Image(); i.src = '${f}image'; document.body.append(i) })()`,
  'fetch': (f) => `void fetch('${f}fetch', { mode: 'no-cors' }).catch(() => 0)`,
  'a beacon': (f) => `void navigator.sendBeacon('${f}beacon', 'x')`,
  'a ping': (f) => `(() => { const a = document.createElement('a'); a.href = '#'; a.setAttribute('ping', '${f}ping'); document.body.append(a); a.click(); a.remove() })()`,
  'a web socket': (f) => `(() => { try { new WebSocket('${f}'.replace('http', 'ws')) } catch { /* refused */ } })()`,
  'an event source': (f) => `(() => { try { new EventSource('${f}events') } catch { /* refused */ } })()`,
  'a worker': (f) => `(() => { try { new Worker('${f}worker') } catch { /* refused */ } })()`,
  'web RTC': () => `(() => { if (window.RTCPeerConnection) throw new Error('there is web RTC') })()`,
  'media': (f) => `(() => { for (const t of ['video', 'audio']) { const m = document.createElement(t); m.src = '${f}' + t; document.body.append(m) } })()`,
  'the library’s own message that opens an address': () => `window.webkit.messageHandlers.external.postMessage('BO:https://example.org/opened')`,
  'the library’s own message that feigns a drop': () => `window.webkit.messageHandlers.external.postMessage('DD:1:1:/etc/passwd')`,
  'the library’s own call that reads the clipboard': () => `window.webkit.messageHandlers.external.postMessage('C{"name":":wails:ClipboardGetText","args":[],"callbackID":"x"}')`,
  'the library’s own message that quits': () => `window.webkit.messageHandlers.external.postMessage('Q')`,
  'a script dialog': () => `void alert('foreign')`,
  'a file chooser': () => `(() => { const i = document.createElement('input'); i.type = 'file'; document.body.append(i); i.click(); i.remove() })()`,
  'a permission': () => `void navigator.geolocation?.getCurrentPosition(() => 0)`,
  'full screen': () => `void document.documentElement.requestFullscreen?.().catch(() => 0)`,
}

async function attack({ page, window, program }: Stage, name: string): Promise<void> {
  hits = []
  const vector = vectors[name]
  if (vector) await page.engine.evaluate(vector(foreign)).catch(() => undefined)
  await sleep(350)
  expect(hits, name).toEqual([])
  expect(await window.locked(), name).toBe('locked')
  const state = await page.run(() => [location.href, 'foreign' in window, document.querySelector('h1')?.textContent ?? ''])
  expect(state, name).toEqual([expect.stringMatching(/^wails:\/\/wails\/#?$/), false, 'Articula'])
  expect(program.log(), name).not.toContain('panic')
}

// The vectors run in one window after the other: none may leave it weaker for the next.
scenario(`none of ${String(Object.keys(vectors).length)} hostile vectors loads, opens or reaches anything in the real window`, async (stage) => {
  for (const name of Object.keys(vectors)) await attack(stage, name)
  const said = stage.program.log()
  for (const kind of ['navigation', 'message', 'window', 'dialog']) expect(said).toContain(`blocked ${kind}`)
  expect(said).not.toContain('/etc')
  expect(await stage.page.call('Recent.List')).toEqual([])
  expect(existsSync(join(stage.program.home, 'opened')), 'an address was opened outside').toBe(false)
}, ['window'], { PATH: fakePath() })

// The same window without its lock: what holds the vectors back is the lock, the
// listener can hear them, and the program notices that the lock is missing.
scenario('without the lock a vector does get out, and the window opens no project', async ({ page, window }) => {
  await expect(window.locked()).rejects.toThrow('could not be closed against foreign pages')
  await page.find({ role: 'alert', pattern: 'no project is opened in it' })
  await page.screenshot('not-locked')
  hits = []
  await page.engine.evaluate(vectors['location']?.(foreign) ?? '').catch(() => undefined)
  for (let i = 0; i < 50 && hits.length === 0; i++) await sleep(100)
  expect(hits.join()).toContain('GET /location')
}, ['window'], { ARTICULA_E2E_SABOTAGE: 'lock' })
