// A calendar for fields that hold a day. A day is typed as people write it; a click, or the arrow down, opens the months,
// in the years and digits that the reader uses. Every page works without it. Needs reading.js.
const DAY_MS = 24 * 60 * 60 * 1000
const STEPS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 }
let openCalendar = null
// The field that the cursor came to by itself: what is typed first takes the place of the day that stands there.
let fresh = null
let pointing = false

function calendarWords() {
  const found = document.querySelector("[data-calendar]")
  return found && JSON.parse(found.dataset.calendar)
}

const utc = (year, month, day) => new Date(Date.UTC(year, month, day))
const written = (text, words) => (words.thai ? String(text).replace(/[0-9]/g, (digit) => "๐๑๒๓๔๕๖๗๘๙"[digit]) : String(text))
const dayText = (day, words) =>
  written(`${day.getUTCDate()} ${words.short[day.getUTCMonth()]} ${day.getUTCFullYear() + words.offset}`, words)

function closeCalendar(backTo) {
  wanted = null
  ahead = []
  openCalendar?.box.remove()
  openCalendar = null
  backTo?.focus()
}

function choose(field, text) {
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(field, text)
  field.dispatchEvent(new Event("input", { bubbles: true }))
  closeCalendar(field)
  // What Streamlit takes as the end of typing; a form of ours is not sent by it.
  field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }))
}

function button(text, label, act) {
  const made = document.createElement("button")
  made.type = "button"
  made.textContent = text
  if (label) made.setAttribute("aria-label", label)
  made.addEventListener("click", act)
  return made
}

function drawMonth(state, focus) {
  const { box, words, shown } = state
  const month = shown.getUTCMonth(), year = shown.getUTCFullYear()
  const title = written(`${words.long[month]} ${year + words.offset}`, words)
  const head = document.createElement("div")
  head.className = "kr-days-head"
  const name = document.createElement("strong")
  name.textContent = title
  name.setAttribute("aria-live", "polite")
  head.append(button("‹", words.previous, () => turn(state, -1)), name, button("›", words.next, () => turn(state, 1)))
  const grid = document.createElement("div")
  grid.className = "kr-days-grid"
  for (const weekday of words.weekdays) {
    const cell = document.createElement("span")
    cell.textContent = weekday
    cell.setAttribute("aria-hidden", "true")
    grid.append(cell)
  }
  const length = utc(year, month + 1, 0).getUTCDate()
  for (let number = 1; number <= length; number++) {
    const day = utc(year, month, number)
    const cell = button(written(number, words), dayText(day, words), () => choose(state.field, dayText(day, words)))
    if (number === 1) cell.style.gridColumnStart = ((day.getUTCDay() + 6) % 7) + 1
    cell.tabIndex = +day === +shown ? 0 : -1
    cell.dataset.at = +day
    if (+day === +state.chosen) cell.setAttribute("aria-current", "date")
    if (day.toISOString().startsWith(words.today)) cell.className = "today"
    grid.append(cell)
  }
  const today = utc(...words.today.split("-").map((part, place) => part - (place === 1)))
  const foot = button(words.now, "", () => choose(state.field, dayText(today, words)))
  foot.className = "kr-days-today"
  box.replaceChildren(head, grid, foot)
  if (focus) grid.querySelector(`[data-at="${+shown}"]`).focus()
}

function turn(state, months, focus = false) {
  const { shown } = state
  const last = utc(shown.getUTCFullYear(), shown.getUTCMonth() + months + 1, 0).getUTCDate()
  state.shown = utc(shown.getUTCFullYear(), shown.getUTCMonth() + months, Math.min(shown.getUTCDate(), last))
  drawMonth(state, focus)
}

// The field that a calendar was asked for while the day in it is still being read, and the keys pressed meanwhile.
let wanted = null
let ahead = []

async function showCalendar(field, focus) {
  const words = calendarWords()
  if (!words || field.readOnly || field.disabled) return
  closeCalendar()
  wanted = field
  const found = field.value.trim() ? await readingOf("day", field.value) : null
  if (wanted !== field || !field.isConnected) return
  const pressed = ahead
  closeCalendar()
  const chosen = found?.day ? new Date(`${found.day}T00:00:00Z`) : null
  const box = document.createElement("div")
  box.className = "kr-days"
  box.setAttribute("role", "dialog")
  box.setAttribute("aria-label", words.label)
  const shown = chosen ?? new Date(`${words.today}T00:00:00Z`)
  openCalendar = { field, box, words, chosen, shown }
  document.body.append(box)
  drawMonth(openCalendar, focus)
  const place = field.getBoundingClientRect()
  const left = Math.min(place.left, document.documentElement.clientWidth - box.offsetWidth - 8)
  box.style.left = `${Math.max(8, left) + window.scrollX}px`
  box.style.top = `${place.bottom + window.scrollY + 6}px`
  box.addEventListener("keydown", (event) => walk(event))
  for (const key of pressed) {
    if (key === "Enter") document.activeElement.click()
    else document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }))
  }
}

function walk(event) {
  const state = openCalendar
  if (event.key === "Escape") return closeCalendar(state.field)
  const onDay = event.target.dataset.at
  if (!onDay || !(event.key in STEPS || event.key === "PageUp" || event.key === "PageDown")) return
  event.preventDefault()
  if (event.key in STEPS) {
    state.shown = new Date(Number(onDay) + STEPS[event.key] * DAY_MS)
    drawMonth(state, true)
  } else {
    turn(state, event.key === "PageUp" ? -1 : 1, true)
  }
}

if (!document.documentElement.dataset.krCalendar) {
  document.documentElement.dataset.krCalendar = "1"
  document.addEventListener("click", (event) => {
    const field = event.target.closest?.(DAYS)
    if (field && openCalendar?.field !== field) showCalendar(field, false)
  })
  document.addEventListener("pointerdown", (event) => {
    fresh = null
    pointing = true
    if (event.target !== wanted && event.target !== openCalendar?.field && !openCalendar?.box.contains(event.target)) closeCalendar()
  })
  document.addEventListener("pointerup", () => (pointing = false))
  document.addEventListener("focusin", (event) => {
    fresh = pointing ? null : event.target.closest?.(DAYS)
    const away = event.target !== wanted && event.target !== openCalendar?.field && !openCalendar?.box.contains(event.target)
    if (away) closeCalendar()
  })
  document.addEventListener("keydown", (event) => {
    const field = event.target.closest?.(DAYS)
    if (field && field === fresh && event.key.length === 1 && !event.ctrlKey && !event.metaKey) field.select()
    fresh = null
    const walks = event.key in STEPS || ["PageUp", "PageDown", "Enter"].includes(event.key)
    if (field && field === wanted && walks) {
      event.preventDefault()
      ahead.push(event.key)
    } else if (field && event.key === "ArrowDown") {
      event.preventDefault()
      showCalendar(field, true)
    } else if (field && event.key === "Escape") {
      closeCalendar()
    } else if (field && event.key.length === 1) {
      closeCalendar()
    }
  })
}
