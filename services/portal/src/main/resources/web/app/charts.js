import * as echarts from "echarts/core";
import { BarChart, LineChart } from "echarts/charts";
import { GridComponent, LegendComponent, TooltipComponent, AriaComponent } from "echarts/components";
import { SVGRenderer } from "echarts/renderers";

echarts.use([BarChart, LineChart, GridComponent, LegendComponent, TooltipComponent, AriaComponent, SVGRenderer]);

// Every figure stands in the page as a table; a chart only draws what that table says.
function read(table) {
  const heads = [...table.querySelectorAll("thead th")];
  const drawn = heads.map((head, column) => ({ column, name: head.textContent.trim() })).filter((h) => heads[h.column].dataset.series !== undefined);
  const rows = [...table.querySelectorAll("tbody tr")];
  return {
    categories: rows.map((row) => row.cells[0].textContent.trim()),
    series: drawn.map(({ column, name }) => ({
      name,
      data: rows.map((row) => {
        const value = row.cells[column].dataset.value;
        return value === undefined || value === "" ? null : Number(value);
      }),
    })),
  };
}

function draw(figure) {
  const canvas = figure.querySelector(".canvas");
  const { categories, series } = read(figure.querySelector("table"));
  if (categories.length === 0) return;
  const chart = echarts.init(canvas, null, { renderer: "svg" });
  const type = figure.dataset.chart;
  chart.setOption({
    aria: { enabled: true },
    color: ["#0b4f8a", "#b3541e", "#3d7a4a"],
    tooltip: { trigger: "axis" },
    legend: series.length > 1 ? { bottom: 0 } : undefined,
    grid: { left: 60, right: 20, top: 20, bottom: series.length > 1 ? 60 : 40 },
    xAxis: { type: "category", data: categories },
    yAxis: { type: "value" },
    series: series.map((one) => ({ ...one, type, connectNulls: false })),
  });
  new ResizeObserver(() => chart.resize()).observe(canvas);
}

document.querySelectorAll("figure[data-chart]").forEach(draw);
