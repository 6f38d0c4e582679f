// What both fields for files have in common: how files come in, and the row of one. All names are shown as text.
function element(name, kind, text) {
  const made = document.createElement(name)
  if (kind) made.className = kind
  if (text) made.textContent = text
  return made
}

// Files come by the browser's choice or are dropped into the box. A folder comes only by dropping, and looks like a file
// that cannot be read: a form with one is never sent.
function takesFiles(box, input, take) {
  input.addEventListener("change", () => {
    const files = [...input.files]
    input.value = ""
    take(files, [])
  })
  // Browsers open the choice of files by the space bar only; whoever goes by Enter gets there too.
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return
    event.preventDefault()
    input.click()
  })
  for (const name of ["dragenter", "dragover", "dragleave", "drop"]) {
    box.addEventListener(name, (event) => {
      event.preventDefault()
      box.classList.toggle("over", name === "dragenter" || name === "dragover")
      if (name !== "drop") return
      const dropped = [...event.dataTransfer.items].filter((item) => item.kind === "file")
      const folder = dropped.map((item) => Boolean(item.webkitGetAsEntry()?.isDirectory))
      const files = [...event.dataTransfer.files]
      take(
        files.filter((_, place) => !folder[place]),
        files.filter((_, place) => folder[place]),
      )
    })
  }
}

// `beside` is what stands with the name; `remove` says what the button at the end does, with {name} in it.
function fileRow(name, beside, remove, off) {
  const row = element("li")
  const text = element("div")
  text.append(element("bdi", "", name), " ", ...beside)
  const button = element("button", "kr-upload-off", "×")
  button.type = "button"
  button.setAttribute("aria-label", remove.replace("{name}", () => name))
  button.onclick = off
  row.append(text, button)
  return row
}
