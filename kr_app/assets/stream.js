// The one place that opens an EventSource: a single stream for all open pages of a browser, which over HTTP/1.1 has six
// connections to a server and would have none left with the seventh page. It runs as a shared worker; where a browser has
// none, in the page itself. A page says by its port which stream it wants and what it shows (null: nothing any more),
// and is told what comes: "beat", "told", "gone", or "lost".
(() => {
  const RETRY_AFTER = 2000
  const PATIENCE = 5000
  const MOST_PAGES = 40
  const TURN = 2000
  const REST = 6000
  const LEFT_OUT = 4000
  // A page says every minute that it is there; one that was killed never says that it is not.
  const FORGOTTEN = 200000
  const pages = new Map()
  let source = null
  let asked = []
  let opened = 0
  let timer = 0
  let turns = false
  // Until when a page is left out that the server asked to come later: the others keep their stream.
  const waits = new Map()
  const waiting = (url) => waits.get(url) > Date.now()
  let retry = 0

  function soon(delay) {
    clearTimeout(timer)
    timer = setTimeout(open, delay)
  }

  function close() {
    clearTimeout(timer)
    source?.close()
    source = null
  }

  function tell(url, kind, id, text) {
    for (const [port, page] of pages) {
      if (page.url !== url) continue
      if (id) page.after = id
      if (kind === "gone") pages.delete(port)
      port.postMessage({ kind, id, text })
    }
  }

  function rest() {
    close()
    soon(REST * (1 + Math.random()))
  }

  // Not all browsers at once, when a server is back.
  function later() {
    soon(RETRY_AFTER * (1 + Math.random()))
  }

  function lose() {
    close()
    for (const port of pages.keys()) port.postMessage({ kind: "lost" })
    later()
  }

  function forget() {
    const now = Date.now()
    for (const [port, { said }] of pages) if (now - said > FORGOTTEN) pages.delete(port)
    for (const url of waits.keys()) if (!waiting(url)) waits.delete(url)
  }

  // Anew with what each page shows: whatever came meanwhile is made up for.
  function open() {
    close()
    forget()
    const shown = new Map()
    // Where there are too many, those that nobody looks at are left out.
    for (const { url, after } of [...pages.values()].sort((one, other) => other.hidden - one.hidden)) {
      if (waiting(url)) continue
      const known = shown.get(url) ?? after
      shown.delete(url)
      shown.set(url, known === after ? after : "")
    }
    if (shown.size === 0) return
    asked = [...shown.keys()].slice(-MOST_PAGES)
    const query = new URLSearchParams()
    for (const url of asked) {
      query.append("on", `${url}${url.includes("?") ? "&" : "?"}after=${encodeURIComponent(shown.get(url))}`)
    }
    let to = ""
    opened = Date.now()
    source = new EventSource(`/streams?${query}`)
    source.addEventListener("to", (event) => (to = asked[event.data]))
    source.addEventListener("beat", () => tell(to, "beat"))
    source.addEventListener("gone", () => tell(to, "gone"))
    source.addEventListener("later", () => {
      tell(to, "lost")
      waits.set(to, Date.now() + LEFT_OUT)
      clearTimeout(retry)
      retry = setTimeout(open, LEFT_OUT * (1.02 + Math.random() / 10))
    })
    if (turns) source.onopen = () => (timer = setTimeout(rest, TURN))
    source.onmessage = (event) => tell(to, "told", event.lastEventId, event.data)
    source.onerror = lose
  }

  function hear(port, page) {
    if (page?.here && pages.has(port)) return void (pages.get(port).said = Date.now())
    const known = [...pages.values()].some(({ url, after }) => url === page?.url && after === page.after)
    if (page) pages.set(port, { ...page, said: Date.now() })
    else pages.delete(port)
    if (pages.size === 0) return close()
    // A page that has heard nothing for long makes it begin anew, once for all that say so.
    // Whoever left last may have stopped the next try of a stream that failed.
    const fresh = page?.deaf ? Date.now() - opened <= PATIENCE : known && source?.readyState === EventSource.OPEN
    const stale = page && !(source && fresh)
    if (stale && !waiting(page.url)) soon(20)
  }

  function serve(port) {
    port.onmessage = ({ data }) => hear(port, data)
  }

  if (typeof document === "undefined") self.onconnect = ({ ports }) => serve(ports[0])
  else {
    self.krServe = serve
    // Frames that cannot share one take turns, so that those of one page leave connections for others.
    turns = window.top !== window
  }
})()
