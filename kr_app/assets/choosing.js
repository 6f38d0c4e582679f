// The field for files in a form of the desk: what is chosen is listed, added to and taken off again before it is sent.
// The form works without it. Needs files.js.
{
  const field = document.querySelector(".kr-upload")
  const input = field.querySelector("input[type=file]")
  const shown = field.querySelector("ul")
  const status = field.querySelector("[aria-live]")
  const texts = field.dataset
  const number = new Intl.NumberFormat(`en-u-nu-${texts.numerals}`, { maximumFractionDigits: 1, useGrouping: false })
  const MEGABYTE = 1024 * 1024
  // Where the browser brings a page back it may bring the choice back, too.
  let chosen = [...input.files]
  // Shown with the reason why they are not taken.
  let folders = []

  function size(file) {
    if (file.size >= MEGABYTE) return texts.mb.replace("{size}", number.format(file.size / MEGABYTE))
    return texts.kb.replace("{size}", number.format(file.size && Math.max(1, Math.round(file.size / 1024))))
  }

  function draw() {
    const whole = new DataTransfer()
    for (const file of chosen) whole.items.add(file)
    input.files = whole.files
    const row = (file, kind, text) =>
      fileRow(file.name, [element("span", kind, text)], texts.remove, () => remove(file))
    const rows = chosen.map((file) => row(file, "kr-upload-size", size(file)))
    shown.replaceChildren(...rows, ...folders.map((folder) => row(folder, "kr-upload-why", texts.folder)))
  }

  function remove(file) {
    chosen = chosen.filter((each) => each !== file)
    folders = folders.filter((each) => each !== file)
    draw()
    input.focus()
  }

  takesFiles(field.querySelector(".kr-upload-drop"), input, (files, refused) => {
    chosen = [...chosen, ...files]
    folders = [...folders, ...refused]
    draw()
    const said = [...files.map((file) => [file, size(file)]), ...refused.map((folder) => [folder, texts.folder])]
    status.textContent = said.map(([file, text]) => `${file.name} ${text}`).join(", ")
  })
  draw()
}
