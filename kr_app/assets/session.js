// Whether this page and its session at the server still know each other. Streamlit takes up a lost connection by itself,
// but a page that meets a new session (the service was started anew, or was out of reach for two minutes) hears
// nothing of it: its buttons then lead to parts that this session never drew. So after every lost connection the whole
// page runs again, with all that was typed and what the form knows of itself, and no press goes out before it has.
// Needs kept.js.
const BEAT_EVERY = 14000
const ANSWERS_WITHIN = 12000
// On a slow line the answer waits behind what a run sends.
const ANSWERS_WHILE_RUNNING_WITHIN = 30000
const UNANSWERED_FOR = 45000
const LONGEST_NAME = 60
const PROBES_AFTER = 1000
const SAID_AFTER = 4000
const SAID_FOR = 9000
const ASKS_AGAIN_AFTER = 20000
const SIGNED_OUT = 403

class Session {
  constructor() {
    this.connected = true
    this.whole = true
    this.asked = 0
    this.waitsUntil = 0
    // Read before the page's own form, which is empty yet, could be kept in its place.
    this.brought = this.bringing = keptHere()
    this.wanted = null
    this.later = null
    this.news = document.createElement("p")
    this.news.className = "kr-session"
    this.news.setAttribute("role", "status")
    document.body.append(this.news)
    const names = ["data-test-connection-state", "data-test-script-state", "disabled"]
    const watched = { attributes: true, attributeFilter: names, childList: true, subtree: true }
    this.observer = new MutationObserver((changes) => this.look(changes))
    this.observer.observe(document.getElementById("root"), watched)
    document.addEventListener("click", (event) => this.pressed(event), true)
    document.addEventListener("input", () => this.bringing || keepTyped())
    document.addEventListener("visibilitychange", () => this.check())
    for (const name of ["online", "pageshow", "focus"]) window.addEventListener(name, () => this.check())
    setInterval(() => this.check(), BEAT_EVERY)
  }

  // What the frame gives in every run: the words, and the way to ask the server.
  given(data, send) {
    this.words = data.session
    this.send = send
    if (this.build && this.build !== data.build) return reloadKeeping()
    this.build = data.build
    if (this.begun) return
    this.begun = true
    if (this.bringing) this.ask()
  }

  // Streamlit asks its server, and takes the connection for dead if nothing comes back: nothing else would notice one that
  // died without a word. Asked again too soon, it would begin to wait anew; whoever has pressed something may do that.
  check(pressed = false) {
    const now = performance.now()
    const patience = runState() === "notRunning" ? ANSWERS_WITHIN : ANSWERS_WHILE_RUNNING_WITHIN
    if (!this.connected || document.hidden) return
    if (!pressed && now < this.waitsUntil) return
    this.waitsUntil = now + patience + 500
    tellStreamlit("SEND_APP_HEARTBEAT", { ackTimeoutMilliseconds: patience })
  }

  // Called before anything else can happen on the page: a connection that is back is ours before any press is.
  look(changes) {
    const state = connectionState()
    if (state && (state === "CONNECTED") !== this.connected) {
      this.connected = !this.connected
      if (this.connected) this.ask()
      else this.lose()
    }
    if (!this.connected) letWrite(changes)
    if (!this.whole && this.connected) this.arrive()
    if (!this.bringing) keepTyped()
    else if (this.whole && bringBack(this.bringing)) this.bringing = null
  }

  lose() {
    this.lost = true
    this.whole = false
    // What went out long before had its answer.
    if (this.wanted && performance.now() - this.wanted.at > UNANSWERED_FOR) this.wanted = null
    clearTimeout(this.again)
    this.saying ??= setTimeout(() => this.say(this.words.lost), SAID_AFTER)
    this.probes = 0
    clearTimeout(this.probing)
    this.probing = setTimeout(() => this.probe(), PROBES_AFTER)
  }

  // Streamlit asks by itself whether its server is there, but waits 15 seconds for each of the browser's connections that
  // died with this one. Several short questions find a living one at once; then it begins anew, as it does where it has
  // given up. Where viewing is private nobody whose sign-in has ended is let in: the page loads anew, and is led to it.
  async probe() {
    const asked = () => fetch("/_stcore/host-config", { cache: "no-store", signal: AbortSignal.timeout(PROBES_AFTER * 3) })
    this.probes += 1
    const answer = await Promise.any(Array.from({ length: this.probes < 3 ? 4 : 1 }, asked)).catch(() => null)
    if (this.connected) return
    if (answer?.status === SIGNED_OUT) return reloadKeeping()
    if (answer?.ok && ["PINGING_SERVER", "DISCONNECTED_FOREVER"].includes(connectionState())) {
      tellStreamlit("TERMINATE_WEBSOCKET_CONNECTION")
      tellStreamlit("RESTART_WEBSOCKET_CONNECTION")
    }
    this.probing = setTimeout(() => this.probe(), PROBES_AFTER)
  }

  ask() {
    this.whole = false
    this.asked += 1
    this.waitsUntil = 0
    this.saying ??= setTimeout(() => this.say(this.words.lost), SAID_AFTER)
    this.send({ turn: this.asked, form: this.bringing?.form ?? formKnown() })
    clearTimeout(this.again)
    this.again = setTimeout(() => this.connected && !this.whole && this.ask(), ASKS_AGAIN_AFTER)
  }

  // The last thing that a run of the whole page draws is the turn that it was asked with.
  arrive() {
    const drawn = document.querySelector("#root [data-turn]")?.dataset.turn
    if (drawn !== String(this.asked) || runState() !== "notRunning") return
    clearTimeout(this.again)
    clearTimeout(this.saying)
    clearTimeout(this.probing)
    this.saying = null
    this.whole = true
    const { back, backTyped, brought } = this.words
    this.say(this.lost ? (formIsOpen() ? backTyped : back) : brought, true)
    if (this.lost) window.dispatchEvent(new Event("kr-again"))
    this.lost = false
    const { later, wanted } = this
    this.later = this.wanted = null
    later?.()
    if (wanted) this.press(wanted)
  }

  // Files that were sent already with the form that has this once-only id, when the page was loaded anew.
  filesOf(once) {
    return this.brought?.form.once === once ? this.brought.files : []
  }

  say(text, good = false) {
    clearTimeout(this.sayingEnds)
    this.news.textContent = text
    this.news.classList.add("now")
    this.news.classList.toggle("bad", !good)
    if (good) this.sayingEnds = setTimeout(() => this.news.classList.remove("now"), SAID_FOR)
  }

  // For what asks only a part of the page to run: a new session must know that part first.
  whenWhole(act) {
    if (this.whole) act()
    else this.later = act
    this.check()
  }

  // Opens another view; `go` sends it.
  go(label, go) {
    this.wanted = { go, from: window.location.href, at: performance.now() }
    if (this.whole) go()
    else this.hold(label)
    this.check(true)
  }

  pressed(event) {
    const button = event.target.closest?.("#root .stButton button")
    const name = button && keyOf(button)
    if (!name) return
    this.wanted = { name, form: formKnown(), at: performance.now() }
    // On its way: should the connection be dead already, it is pressed again once there is a new one.
    if (this.whole) return this.check(true)
    event.preventDefault()
    event.stopImmediatePropagation()
    this.hold(button.textContent)
  }

  hold(label) {
    clearTimeout(this.saying)
    const named = label.trim().replace(/\s+/g, " ")
    const short = named.length > LONGEST_NAME ? `${named.slice(0, LONGEST_NAME)}…` : named
    this.say(this.words.held.replace("{what}", () => short))
  }

  // What has been carried out already has changed what the form knows, or has led elsewhere.
  press({ name, form, go, from }) {
    if (go) return from === window.location.href && go()
    const button = document.querySelector(`#root .${CSS.escape(name)} button`)
    if (button && form && form.presses === formKnown()?.presses) setTimeout(() => button.isConnected && button.click())
  }
}

// What Streamlit listens to from its own page; see first_bytes.py.
function tellStreamlit(type, more = {}) {
  window.postMessage({ stCommVersion: 1, type, ...more }, window.location.origin)
}

function connectionState() {
  return document.querySelector("[data-test-connection-state]")?.dataset.testConnectionState
}

function runState() {
  return document.querySelector("[data-test-script-state]")?.dataset.testScriptState
}

// Streamlit disables all fields while it is not connected. What is typed then is as good as before, and a press is heard.
function letWrite(changes) {
  for (const { type, target } of changes) if (type === "attributes" && target.disabled) target.disabled = false
}

// Every component is a module of its own; they meet here.
const session = (window.krSession ??= new Session())
