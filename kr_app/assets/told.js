// What became of a press comes into sight and gets the focus: on a phone it stands above the form, out of sight, and the
// button would seem dead. The same refusal after another press is told again.
class Told {
  constructor() {
    this.last = null
    const watched = { childList: true, subtree: true }
    new MutationObserver(() => this.look()).observe(document.getElementById("root"), watched)
  }

  look() {
    const message = document.querySelector("#root .kr-message[data-told]")
    if (!message || document.getElementById("kr-first") || message.dataset.told === this.last) return
    this.last = message.dataset.told
    message.tabIndex = -1
    message.focus({ preventScroll: true })
    message.scrollIntoView({ block: "nearest" })
  }
}

// Every component is a module of its own; one of them looks.
window.krTold ??= new Told()
