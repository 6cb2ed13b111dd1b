const pictures = JSON.parse(document.getElementById("pictures").textContent)
const dark = matchMedia("(prefers-color-scheme: dark)")
const told = {
  actions: false,
  ast: true, // interprets expressions: the page may not evaluate text
  renderer: "svg",
  tooltip: { disableDefaultStyle: true },
}
let printing = false
async function draw() {
  const mode = dark.matches && !printing ? "dark" : "light"
  for (const [place, modes] of Object.entries(pictures)) {
    await vegaEmbed(`#${place}`, { ...modes[mode], width: "container" }, told)
  }
  document.documentElement.dataset.drawn = mode
}
dark.addEventListener("change", draw)
addEventListener("beforeprint", () => { printing = true; draw() })
addEventListener("afterprint", () => { printing = false; draw() })
draw()
