// One press of Back leads back by one page. Streamlit makes an entry of the history for the query of a page, another for its
// path, and one for each level that is opened or closed: what is half way, and what stays on the same page, is written over.
class History {
  constructor() {
    this.leavingFor = null
    this.halfway = false
    this.push = history.pushState.bind(history)
    history.pushState = (...entry) => this.write(...entry)
  }

  // Called before the server is asked for another page.
  leave(address) {
    this.leavingFor = new URL(address, window.location.origin)
    this.halfway = false
  }

  write(state, title, address) {
    const to = new URL(address ?? "", window.location.href)
    const over = this.halfway || this.stays(to)
    const arrives = this.leavingFor?.pathname === to.pathname
    this.halfway = this.leavingFor !== null && !arrives && !over
    if (arrives) this.leavingFor = null
    if (over) history.replaceState(state, title, address)
    else this.push(state, title, address)
  }

  // The same page with another level open, or with the key result named that it shows anyway.
  stays(to) {
    if (to.pathname !== window.location.pathname || to.pathname === "/") return false
    const now = new URLSearchParams(window.location.search)
    const then = new URLSearchParams(to.search)
    if (!now.has("kr")) now.set("kr", then.get("kr") ?? "")
    for (const query of [now, then]) {
      query.delete("level")
      query.sort()
    }
    return now.toString() === then.toString()
  }
}

// Every component is a module of its own; the history is one.
const back = (window.krBack ??= new History())
