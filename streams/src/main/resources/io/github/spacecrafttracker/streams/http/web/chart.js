// Replaces the static chart by one that shows the number at the pointer.

import { minute, onZoneChange, openTime, timeOfDay } from './times.js';

const HEIGHT = 168;

let library = null;
let plot = null;
let holder = null;
let data = null;
let readout = null;

function load() {
  library ??= new Promise((resolve, reject) => {
    const style = document.createElement('link');
    style.rel = 'stylesheet';
    style.href = new URL('uplot.css', import.meta.url);
    const script = document.createElement('script');
    script.src = new URL('uplot.js', import.meta.url);
    script.onload = resolve;
    script.onerror = reject;
    document.head.append(style, script);
  });
  return library;
}

const colour = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

// The last step continues to the end of the axis.
const series = () => [
  [...data.times, data.to],
  [...data.at_least, data.at_least.at(-1)],
  [...data.at_most, data.at_most.at(-1)],
];

function create() {
  const { uPlot } = window;
  const paths = uPlot.paths.stepped({ align: 1 });
  const line = { stroke: colour('--link'), width: 1.5, paths, points: { show: false } };
  plot = new uPlot(
    {
      width: holder.clientWidth,
      height: HEIGHT,
      padding: [16, 0, 0, 0],
      legend: { show: false },
      cursor: { y: false, points: { show: false }, drag: { x: false, y: false } },
      scales: { x: { range: () => [data.from, data.to] }, y: { range: () => [data.bottom, data.top] } },
      axes: [
        {
          size: 24,
          gap: 2,
          align: 1,
          stroke: colour('--quiet'),
          splits: () => data.ticks.map(tick => tick.time),
          values: () => data.ticks.map(tick => (tick.time_of_day ? timeOfDay(new Date(tick.time * 1e3)) : tick.label)),
          grid: { show: false },
          ticks: { show: false },
          font: '12px system-ui, sans-serif',
        },
        {
          size: 0,
          splits: () => data.levels,
          values: (_, levels) => levels.map(() => ''),
          grid: { stroke: colour('--line'), width: 1 },
          ticks: { show: false },
        },
      ],
      series: [{}, line, line],
      bands: [{ series: [2, 1], fill: `color-mix(in srgb, ${colour('--link')} 35%, transparent)` }],
      hooks: { draw: [drawOver], setCursor: [showNumber] },
    },
    series(),
    holder,
  );
  plot.root.setAttribute('role', 'img');
  plot.root.setAttribute('aria-labelledby', 'chart-title');
  plot.over.addEventListener('click', () => {
    if (plot.cursor.left >= 0) {
      openTime(new Date(Math.floor(plot.posToVal(plot.cursor.left, 'x') / 60) * 60_000));
    }
  });
  new ResizeObserver(() => holder.clientWidth > 0 && plot.setSize({ width: holder.clientWidth, height: HEIGHT })).observe(
    holder,
  );
}

// Draws the numbers of the levels, the part that is not confirmed yet, and the chosen time.
function drawOver(chart) {
  const { ctx, bbox } = chart;
  const x = seconds => Math.min(Math.max(chart.valToPos(seconds, 'x', true), bbox.left), bbox.left + bbox.width);
  ctx.save();
  ctx.fillStyle = colour('--back');
  ctx.globalAlpha = 0.6;
  ctx.fillRect(x(data.as_of), bbox.top, bbox.left + bbox.width - x(data.as_of), bbox.height);
  ctx.globalAlpha = 1;
  if (holder.dataset.marked) {
    ctx.fillStyle = colour('--text');
    ctx.fillRect(x(Number(holder.dataset.marked)) - devicePixelRatio / 2, bbox.top, devicePixelRatio, bbox.height);
  }
  ctx.fillStyle = colour('--quiet');
  ctx.font = `${12 * devicePixelRatio}px system-ui, sans-serif`;
  ctx.textAlign = 'left';
  ctx.textBaseline = 'alphabetic';
  for (const level of data.levels) {
    ctx.fillText(level, bbox.left + 2 * devicePixelRatio, chart.valToPos(level, 'y', true) - 3 * devicePixelRatio);
  }
  ctx.restore();
}

function showNumber(chart) {
  if (!(chart.cursor.left >= 0)) {
    readout.textContent = '';
    return;
  }
  const seconds = chart.posToVal(chart.cursor.left, 'x');
  const index = data.times.findLastIndex(time => time <= seconds);
  if (index >= 0) {
    const [least, most] = [data.at_least[index], data.at_most[index]];
    const number = least === most ? `${least}` : `${least} to ${most}`;
    const suffix = seconds > data.as_of ? ', not confirmed yet' : '';
    readout.textContent = `${minute(new Date(seconds * 1e3))}: ${number} in space${suffix}`;
  }
}

function draw() {
  data = JSON.parse(holder.dataset.chart);
  readout ??= Object.assign(document.createElement('p'), { className: 'readout', ariaHidden: 'true' });
  if (plot) {
    holder.append(plot.root);
    plot.setData(series());
    plot.setSize({ width: holder.clientWidth, height: HEIGHT });
  } else {
    create();
  }
  holder.prepend(readout);
  holder.classList.add('drawn');
}

function redraw() {
  plot?.destroy();
  plot = null;
  if (holder?.isConnected) {
    draw();
  }
}

// Draws the chart of the page, which may have been replaced. The pointer keeps its position.
export function drawChart() {
  holder = document.querySelector('[data-chart]');
  if (holder && plot) {
    draw();
  } else if (holder) {
    load().then(() => holder && !plot && draw()).catch(() => {}); // The static chart is complete.
  }
}

onZoneChange(redraw);
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', redraw);
