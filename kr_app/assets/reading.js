// What a field understood of a day or a number stands below it while it is typed. The server reads, as it will when the
// form is sent, so that the two can never differ. Every page works without it: the answer to a sent form says the same.
const DAYS = "input[data-day], [class*='st-key-ticking_day_'] input"
const READ = `${DAYS}, input[data-number]`
const ASK_AFTER_MS = 150
const MOST_READINGS = 200
const readings = new Map()
let asking = 0

// The answer to what stands in a field: its text, whether it is good, and the day; null where nobody answers.
function readingOf(kind, text) {
  const shown = new URLSearchParams(location.search)
  const query = new URLSearchParams({ text })
  for (const name of ["lang", "digits"]) if (shown.has(name)) query.set(name, shown.get(name))
  const address = `/reading/${kind}?${query}`
  if (!readings.has(address)) {
    if (readings.size >= MOST_READINGS) readings.clear()
    const answer = fetch(address).then((found) => (found.ok ? found.json() : null)).catch(() => null)
    answer.then((found) => found ?? readings.delete(address))
    readings.set(address, answer)
  }
  return readings.get(address)
}

function placeOf(field) {
  return document.getElementById(`${field.id}-reads`) ?? field.closest("[class*='st-key-kr_form_open']")?.querySelector(".kr-reads")
}

async function sayWhatIsRead(field) {
  const text = field.value
  const found = text.trim() ? await readingOf(field.dataset.number ?? "day", text) : { text: "", good: true }
  const place = placeOf(field)
  if (!found || !place || field.value !== text) return
  place.textContent = found.text
  place.toggleAttribute("data-bad", !found.good)
}

if (!document.documentElement.dataset.krReading) {
  document.documentElement.dataset.krReading = "1"
  document.addEventListener("input", (event) => {
    const field = event.target.closest?.(READ)
    if (!field) return
    clearTimeout(asking)
    asking = setTimeout(() => sayWhatIsRead(field), ASK_AFTER_MS)
  })
  // Whoever goes on to the next field need not wait, and text that was brought back was not typed.
  document.addEventListener("change", (event) => event.target.closest?.(READ) && sayWhatIsRead(event.target))
  document.addEventListener("click", (event) => {
    if (event.target.closest?.("[data-take]")) setTimeout(() => document.querySelectorAll(READ).forEach(sayWhatIsRead))
  })
}
