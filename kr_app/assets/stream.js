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
  const pages = new Map()
  let source = null
  let asked = []
  let opened = 0
  let timer = 0
  let turns = false

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

  // Anew with what each page shows: whatever came meanwhile is made up for.
  function open() {
    close()
    const shown = new Map()
    for (const { url, after } of pages.values()) shown.set(url, (shown.get(url) ?? after) === after ? after : "")
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
      later()
    })
    if (turns) source.onopen = () => (timer = setTimeout(rest, TURN))
    source.onmessage = (event) => tell(to, "told", event.lastEventId, event.data)
    source.onerror = lose
  }

  function hear(port, page) {
    const known = [...pages.values()].some(({ url, after }) => url === page?.url && after === page.after)
    if (page) pages.set(port, page)
    else pages.delete(port)
    if (pages.size === 0) return close()
    // A page that has heard nothing for long makes it begin anew, once for all that say so.
    const stale = page?.deaf ? Date.now() - opened > PATIENCE : page && !(known && source?.readyState === EventSource.OPEN)
    if (stale) soon(20)
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
