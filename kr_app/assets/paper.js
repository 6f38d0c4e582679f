// A drawing that the printed page shows, and the screen until plotly has come.
export default function ({ data, parentElement }) {
  parentElement.querySelector(".kr-paper").innerHTML = data.html
}
