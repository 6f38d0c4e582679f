// Keeps the rows of a list where somebody reads them when newer ones come in above: Streamlit draws the whole list anew,
// and what the browser would have held on to is gone then. Called when news was heard; it looks for a few seconds.
const HOLDS_FOR = 5000
let kept = null
let holding = 0

const replaced = new MutationObserver(() => {
  if (kept && !kept.row.isConnected) restore(kept)
})

function hold() {
  const begun = performance.now()
  const frame = (now) => {
    kept = readRow()
    if (now - begun < HOLDS_FOR) holding = requestAnimationFrame(frame)
    else replaced.disconnect()
  }
  kept = readRow()
  cancelAnimationFrame(holding)
  holding = requestAnimationFrame(frame)
  replaced.observe(document.getElementById("root"), { childList: true, subtree: true })
}

// The first row that is in sight, and where it stands.
function readRow() {
  for (const row of document.querySelectorAll("#root tr[data-event]")) {
    const { top, bottom } = row.getBoundingClientRect()
    if (bottom > 0 && top < window.innerHeight) return { row, top, event: row.dataset.event }
  }
  return null
}

// Whoever reads the list below its middle of the window has more above than below: then the new row is seen coming.
function restore({ top, event }) {
  const row = document.querySelector(`#root tr[data-event="${CSS.escape(event)}"]`)
  if (row && top < window.innerHeight / 2) window.scrollBy(0, row.getBoundingClientRect().top - top)
  kept = readRow()
}
