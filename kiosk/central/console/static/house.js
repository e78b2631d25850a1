// Draws on the plan of a floor. Drawing only fills in the forms of the page, which also work
// without this script; nothing is saved before the form is sent.
"use strict";

const plan = document.getElementById("plan");
const drawing = document.getElementById("drawing");
const tools = document.getElementById("tools");
const SVG = "http://www.w3.org/2000/svg";

if (plan && tools) {
  tools.hidden = false;
  document.getElementById("tools-hint").hidden = false;
  plan.classList.add("drawable");
  let stroke = null; // what is being drawn or moved
  let points = []; // of the path that is being drawn

  const tool = () => tools.querySelector("input:checked").value;
  const snap = (length) => Math.max(0, Math.round(length * 10) / 10);
  const field = (form, name) => form.elements.namedItem(name);

  // Returns the position of a pointer event in metres.
  function position(event) {
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(plan.getScreenCTM().inverse());
    return { x: snap(at.x), y: snap(at.y) };
  }

  function fill(form, values) {
    for (const [name, value] of Object.entries(values)) {
      if (field(form, name)) field(form, name).value = typeof value === "number" ? String(Math.round(value * 10) / 10) : value;
    }
  }

  // Opens the form of a part, and moves the focus to its first empty field or to its button.
  function open(anchor) {
    const details = document.getElementById(anchor);
    details.open = true;
    details.scrollIntoView({ block: "nearest" });
    const empty = [...details.querySelectorAll("input[required]")].find((each) => !each.value);
    (empty || details.querySelector("button") || details.querySelector("summary")).focus();
    return details.querySelector("form");
  }

  function shape(name, attributes) {
    const made = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    drawing.replaceChildren(made);
  }

  function box(from, to) {
    return {
      x: Math.min(from.x, to.x),
      y: Math.min(from.y, to.y),
      width: snap(Math.abs(to.x - from.x)),
      depth: snap(Math.abs(to.y - from.y)),
    };
  }

  function startMove(event, at) {
    const part = event.target.closest("[data-for]");
    const form = part && document.querySelector(`form[data-part="${part.dataset.for}"]`);
    if (!form) return null;
    if (!field(form, "x")) {
      open(part.dataset.for); // a path has points, which are edited in its form
      return null;
    }
    const start = { x: Number(field(form, "x").value), y: Number(field(form, "y").value) };
    return { part, form, start, at };
  }

  plan.addEventListener("pointerdown", (event) => {
    const at = position(event);
    if (tool() === "move") stroke = startMove(event, at);
    else if (tool() === "kiosk") fill(open("kiosk-new"), at);
    else if (tool() === "path") {
      points.push(at);
      shape("polyline", { points: points.map((each) => `${each.x},${each.y}`).join(" "), class: "path" });
      fill(document.querySelector('form[data-part="path-new"]'), { points: points.map((each) => `${each.x} ${each.y}`).join("\n") });
      document.getElementById("path-new").open = true;
    } else stroke = { kind: tool(), from: at };
    if (stroke) plan.setPointerCapture(event.pointerId);
  });

  plan.addEventListener("pointermove", (event) => {
    if (!stroke) return;
    const at = position(event);
    if (stroke.part) {
      stroke.by = { x: at.x - stroke.at.x, y: at.y - stroke.at.y };
      stroke.part.setAttribute("transform", `translate(${stroke.by.x} ${stroke.by.y})`);
    } else {
      const { x, y, width, depth } = box(stroke.from, at);
      shape("rect", { x, y, width, height: depth, class: stroke.kind });
    }
  });

  plan.addEventListener("pointerup", (event) => {
    const done = stroke;
    stroke = null;
    if (!done) return;
    if (!done.part) {
      const drawn = box(done.from, position(event));
      if (drawn.width && drawn.depth) fill(open(`${done.kind}-new`), drawn);
    } else {
      if (done.by) fill(done.form, { x: Math.max(0, done.start.x + done.by.x), y: Math.max(0, done.start.y + done.by.y) });
      open(done.part.dataset.for);
    }
  });

  tools.addEventListener("change", () => {
    points = [];
    drawing.replaceChildren();
  });
}
