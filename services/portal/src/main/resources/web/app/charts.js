import * as echarts from "echarts/core";
import { BarChart, LineChart } from "echarts/charts";
import { GridComponent, LegendComponent, TooltipComponent, AriaComponent } from "echarts/components";
import { SVGRenderer } from "echarts/renderers";

echarts.use([BarChart, LineChart, GridComponent, LegendComponent, TooltipComponent, AriaComponent, SVGRenderer]);

// Every figure stands in the page as a table; a chart only draws what that table says: the rows that name a category,
// the columns that name a series.
function read(table) {
  const rows = [...table.querySelectorAll("tr[data-category]")];
  const heads = [...table.querySelectorAll("th[data-series]")];
  return {
    categories: rows.map((row) => row.dataset.category),
    series: heads.map((head) => ({
      name: head.innerText.trim().split("\n")[0],
      key: head.dataset.series,
      data: rows.map((row) => {
        const value = row.querySelector(`td[data-series="${head.dataset.series}"]`).dataset.value;
        return value === "" ? null : Number(value);
      }),
    })),
  };
}

function palette() {
  const style = getComputedStyle(document.documentElement);
  const color = (name) => style.getPropertyValue(name).trim();
  return {
    ink: color("--ink"),
    muted: color("--muted"),
    line: color("--line"),
    paper: color("--paper"),
    of: { cn: color("--cn"), kr: color("--kr") },
    others: [color("--kr"), color("--cn"), color("--good"), color("--idle")],
    font: style.fontFamily,
  };
}

function common(look) {
  return {
    textStyle: { fontFamily: look.font, color: look.ink },
    animation: false,
    color: look.others,
    tooltip: {
      trigger: "axis",
      backgroundColor: look.paper,
      borderColor: look.line,
      textStyle: { color: look.ink, fontFamily: look.font },
      valueFormatter: (value) => (value === null || value === undefined ? "–" : numbers.format(value)),
    },
  };
}

const numbers = new Intl.NumberFormat("en", { maximumFractionDigits: 1 });

// On a narrow screen the names of the series stand below each other, and the chart grows by as much.
const NARROW = 640;
const PLOT = 256;
const NAME = 22;

function height(type, { categories, series }, narrow) {
  if (type === "share") return `${4 + 3 * categories.length}rem`;
  return narrow ? `${PLOT + NAME * series.length}px` : "";
}

/** Figures over time: a group of bars or a line per series. */
function overTime(type, { categories, series }, look, narrow) {
  const label = { color: look.muted, fontFamily: look.font };
  return {
    ...common(look),
    aria: { enabled: true, decal: { show: type === "bar" } },
    legend: {
      bottom: 0,
      orient: narrow ? "vertical" : "horizontal",
      textStyle: { color: look.ink, fontFamily: look.font },
    },
    grid: { left: 16, right: 16, top: 16, bottom: 26 + NAME * (narrow ? series.length : 1) },
    xAxis: { type: "category", data: categories, axisLabel: label, axisLine: { lineStyle: { color: look.line } } },
    yAxis: {
      type: "value",
      axisLabel: { ...label, formatter: (value) => numbers.format(value) },
      splitLine: { lineStyle: { color: look.line } },
    },
    series: series.map(({ name, key, data }) => ({
      name,
      data,
      type,
      barMaxWidth: 48,
      connectNulls: false,
      ...(look.of[key] ? { itemStyle: { color: look.of[key] } } : {}),
    })),
  };
}

/** Parts of a whole in percent: a bar each, on a scale to 100. */
function shares({ categories, series }, look) {
  const label = { color: look.muted, fontFamily: look.font };
  const percent = (value) => `${numbers.format(value)}%`;
  return {
    ...common(look),
    aria: { enabled: true },
    grid: { left: 16, right: 24, top: 8, bottom: 28 },
    xAxis: { type: "value", min: 0, max: 100, axisLabel: { ...label, formatter: percent }, splitLine: { lineStyle: { color: look.line } } },
    yAxis: { type: "category", data: categories, inverse: true, axisLabel: { color: look.ink, fontFamily: look.font, width: 160, overflow: "break" } },
    series: series.map(({ name, data }) => ({
      name,
      data,
      type: "bar",
      barMaxWidth: 28,
      label: { show: true, position: "right", formatter: ({ value }) => percent(value), color: look.ink, fontFamily: look.font },
    })),
  };
}

function options(type, content, narrow) {
  const look = palette();
  return type === "share" ? shares(content, look) : overTime(type, content, look, narrow);
}

function draw(figure) {
  const canvas = figure.querySelector(".canvas");
  const table = figure.querySelector("table");
  if (read(table).categories.length === 0) return;
  canvas.style.display = "block";
  const type = figure.dataset.chart;
  const chart = echarts.init(canvas, null, { renderer: "svg" });
  const redraw = () => {
    const content = read(table);
    const narrow = canvas.clientWidth < NARROW;
    canvas.style.height = height(type, content, narrow);
    chart.resize();
    chart.setOption(options(type, content, narrow), true);
  };
  new ResizeObserver(redraw).observe(canvas);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
}

document.querySelectorAll("figure[data-chart]").forEach(draw);
