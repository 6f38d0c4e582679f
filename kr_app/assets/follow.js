// A page's part of the stream (stream.js): says what the page shows, takes what comes, and notices when nothing comes any
// more. The server says something every 15 seconds, so that a connection which died without a word is found out.
const STREAM = "/assets/stream.js"
const SILENT_AFTER = 32000
// A server that starts anew is back before.
const FAILED_AFTER = 4000
const ASKS_AGAIN_AFTER = 15000
const SAYS_HERE = 60000
// A session that was lost (session.js) says that the connection may have died for the stream as well.
const REASONS_TO_ASK = ["online", "kr-again"]

function streamPort(broken) {
  try {
    const worker = new SharedWorker(STREAM)
    worker.onerror = broken
    return worker.port
  } catch {
    return ownStreamPort()
  }
}

// Where a browser, or its rules for frames of other sites, has no shared workers.
function ownStreamPort() {
  const { port1, port2 } = new MessageChannel()
  const script = document.createElement("script")
  script.src = STREAM
  script.onload = () => krServe(port2)
  document.head.append(script)
  return port1
}

// `shown()` names the state that the page shows; `always`: also while it is hidden. Calls `told(news, id)`; `gone()` when
// the reader may not see it any more; `lost(since)` once when nothing has been heard for long, `found()` when it is over.
function follow({ url, shown, always, told, gone, lost, found }) {
  let port = null
  let heard = Date.now()
  let failing = 0
  let asked = 0
  let away = false

  function take({ data: { kind, id, text } }) {
    if (kind === "lost") return (failing ||= Date.now())
    heard = Date.now()
    failing = 0
    if (away) found()
    away = false
    if (kind === "told") told(JSON.parse(text), id)
    if (kind !== "gone") return
    stop()
    gone()
  }

  function ask(deaf) {
    if (deaf) leave()
    port ??= streamPort(() => {
      port = ownStreamPort()
      ask()
    })
    port.onmessage = take
    asked = Date.now()
    say({ deaf })
  }

  function say(more) {
    port?.postMessage({ url, after: shown(), hidden: document.hidden, ...more })
  }

  function leave() {
    port?.postMessage(null)
    port = null
  }

  function seen() {
    if (document.hidden && !always) return leave()
    heard = Date.now()
    ask()
  }

  const again = () => ask(true)

  const watch = setInterval(() => {
    if (document.hidden && !always) return
    const now = Date.now()
    const silent = now - heard >= SILENT_AFTER
    if (silent && now - asked >= ASKS_AGAIN_AFTER) again()
    if (away || !(silent || (failing && now - failing >= FAILED_AFTER))) return
    away = true
    lost(heard)
  }, 1000)

  const here = setInterval(() => say({ here: true }), SAYS_HERE)

  function stop() {
    clearInterval(watch)
    clearInterval(here)
    leave()
    document.removeEventListener("visibilitychange", seen)
    window.removeEventListener("pagehide", leave)
    window.removeEventListener("pageshow", seen)
    for (const name of REASONS_TO_ASK) window.removeEventListener(name, again)
  }

  document.addEventListener("visibilitychange", seen)
  window.addEventListener("pagehide", leave)
  window.addEventListener("pageshow", seen)
  for (const name of REASONS_TO_ASK) window.addEventListener(name, again)
  if (!document.hidden || always) ask()
  return stop
}
