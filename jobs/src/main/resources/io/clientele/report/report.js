'use strict';
(() => {
  const facts = JSON.parse(document.getElementById('facts').textContent);
  const wide = window.matchMedia('(prefers-color-scheme: dark)');
  const still = window.matchMedia('(prefers-reduced-motion: reduce)').matches;

  // ECharts takes the width of a Chinese letter for the height of a line. Where no font has that letter, it
  // is the width of the box that stands for it, half as much, and lines lie on each other.
  const brush = document.createElement('canvas').getContext('2d');
  echarts.setPlatformAPI({
    measureText: (words, font) => {
      brush.font = font;
      const size = words === '\u56fd' && /([\d.]+)px/.exec(font);
      return size ? {width: Number(size[1])} : brush.measureText(words);
    },
  });

  // As the texts of the page write them: no minus before nothing, and one sign for the currency.
  const number = (options) => {
    const made = new Intl.NumberFormat(facts.language, options);
    const format = (value) => (/[1-9]/.test(new Intl.NumberFormat('en', options).format(value)) ? made.format(value) : made.format(0));
    return {format, formatToParts: (value) => made.formatToParts(value)};
  };
  const amount = (options) => {
    const made = number(options);
    const format = (value) => {
      const text = made.format(Math.abs(value));
      return (value < 0 && text !== made.format(0) ? '-' : '') + facts.around[0] + text + facts.around[1];
    };
    return {format, formatToParts: made.formatToParts};
  };
  const formats = {
    count: number({maximumFractionDigits: 0}),
    share: number({style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1}),
    whole: number({style: 'percent', maximumFractionDigits: 0}),
    money: amount({maximumFractionDigits: 0}),
    ratio: number({minimumFractionDigits: 2, maximumFractionDigits: 2}),
    rough: number({minimumFractionDigits: 1, maximumFractionDigits: 1}),
    short: number({notation: 'compact', maximumFractionDigits: 1}),
    cash: amount({notation: 'compact', maximumSignificantDigits: 3}),
  };
  const text = (unit) => (value) => formats[unit].format(value);
  // Some languages have no short word for a thousand, and rounding alone would only pretend.
  const cash = (value) =>
    (formats.cash.formatToParts(value).some((part) => part.type === 'compact') ? formats.cash : formats.money).format(value);
  const brief = (unit) => (value) =>
    unit === 'money' ? cash(value) : formats[unit === 'count' ? 'short' : 'whole'].format(value);

  // Okabe and Ito's colours, which people with any kind of colour vision tell apart.
  const light = {
    ink: '#1c2430', soft: '#566173', line: '#d9dee6', paper: '#ffffff', main: '#0072b2', second: '#e69f00',
    stages: {'Just Ordered': '#56b4e9', 'Active': '#009e73', 'Slipping Away': '#e69f00', 'Lost': '#b34700', 'Prospect': '#8c96a3'},
    other: ['#0072b2', '#e69f00', '#009e73', '#cc79a7', '#56b4e9', '#d55e00', '#8c96a3'],
    heat: ['#f1f6fb', '#9cc6e6', '#2f7fbd', '#08457e'], low: '#2166ac', middle: '#f5f5f2', high: '#b35806',
  };
  const dark = {
    ...light, ink: '#e8ecf2', soft: '#a3afc0', line: '#344052', paper: '#1a212b', main: '#56b4e9', second: '#e69f00',
    stages: {...light.stages, 'Lost': '#e0703a', 'Prospect': '#8794a6'},
    heat: ['#1d2a38', '#1f4f79', '#3f8fcf', '#b9e0ff'], low: '#5aa2e0', middle: '#28313d', high: '#e58e3c',
  };
  let theme = wide.matches ? dark : light;

  const customers = (count) => formats.count.format(count) + (count === 1 ? ' customer' : ' customers');

  // A mix of colours, to choose ink that can be read on it.
  const parts = (colour) => [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
  const mixed = (colours, share) => {
    const place = Math.min(Math.max(share, 0), 1) * (colours.length - 1);
    const from = parts(colours[Math.floor(place)]);
    const to = parts(colours[Math.ceil(place)]);
    return from.map((part, i) => part + (to[i] - part) * (place - Math.floor(place)));
  };
  // Relative luminance of WCAG 2: whichever of black and white differs more, by 4.5 to 1 at least.
  const linear = (part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : Math.pow((part / 255 + 0.055) / 1.055, 2.4));
  const inkOn = ([red, green, blue]) =>
    (0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue) > 0.179 ? '#000000' : '#ffffff');
  const css = (mix) => 'rgb(' + mix.map(Math.round).join(',') + ')';

  const label = (more) => ({color: theme.soft, fontSize: 12, ...more});
  const axis = (more) => ({
    axisLabel: label({hideOverlap: true}), axisLine: {lineStyle: {color: theme.line}}, axisTick: {show: false},
    splitLine: {lineStyle: {color: theme.line}}, ...more,
  });
  const tip = (more) => ({renderMode: 'richText', confine: true, backgroundColor: theme.paper, borderColor: theme.line,
    textStyle: {color: theme.ink, fontSize: 13}, ...more});
  const legend = (more) => ({top: 0, left: 0, itemWidth: 14, itemHeight: 10, textStyle: {color: theme.ink, fontSize: 13}, ...more});
  const grid = (more) => ({left: 4, right: 16, top: 36, bottom: 8, containLabel: true, ...more});

  const day = (at, more) => new Date(at).toLocaleDateString(facts.language, {day: 'numeric', month: 'short', timeZone: 'UTC', ...more});
  // No axis ends above all there is.
  const whole = ({max}) => (max > 0.8 && max <= 1 ? 1 : null);
  // The dates that can be named without touching each other, the newest first of all.
  const apart = (dates, width) => {
    const places = dates.map(Date.parse);
    const room = 100 * (places[places.length - 1] - places[0]) / Math.max(1, width - 80);
    return dates.reduceRight((chosen, date, i) =>
      chosen.length === 0 || chosen[0].place - places[i] >= room ? [{date, place: places[i]}, ...chosen] : chosen, [])
      .map((one) => one.date);
  };

  const kinds = {
    areas: (data) => (width) => ({
      height: 320,
      legend: legend(), grid: grid({top: width < 560 ? 66 : 44, bottom: 26}),
      tooltip: tip({trigger: 'axis', valueFormatter: text('count'), axisPointer: {label: {formatter: (at) => day(at.value, {year: 'numeric'})}}}),
      // Named below are dates that were computed, not round ones between them.
      xAxis: axis({type: 'time', splitLine: {show: false}, axisLabel: {show: false}}),
      yAxis: axis({type: 'value', axisLabel: label({formatter: brief('count')})}),
      useUTC: true,
      series: data.series.map((one, i) => ({
        name: one.name, type: 'line', stack: 'all', symbol: 'circle', symbolSize: 4, lineStyle: {width: 1}, areaStyle: {opacity: 0.85},
        itemStyle: {color: theme.stages[one.name] || theme.other[i % theme.other.length]},
        data: one.values.map((value, at) => [data.dates[at], value]),
        markLine: i > 0 ? undefined : {silent: true, symbol: 'none', lineStyle: {color: theme.line, type: 'solid', width: 1},
          data: apart(data.dates, width).map((date) => ({xAxis: date,
            label: {formatter: day(date, data.dates[0].slice(0, 4) === data.dates[data.dates.length - 1].slice(0, 4) ? {} : {year: 'numeric'}),
              align: date === data.dates[0] ? 'left' : date === data.dates[data.dates.length - 1] ? 'right' : 'center',
              position: 'start', color: theme.soft, fontSize: 12}}))},
      })),
    }),
    stacks: (data) => ({
      height: 280,
      legend: data.series.length > 1 ? legend() : undefined, grid: grid({top: data.series.length > 1 ? 40 : 12, right: 30}),
      tooltip: tip({trigger: 'axis', axisPointer: {type: 'shadow'}, valueFormatter: text(data.unit)}),
      xAxis: axis({type: 'category', data: data.names, splitLine: {show: false}}),
      yAxis: axis({type: 'value', axisLabel: label({formatter: brief(data.unit)})}),
      series: data.series.map((one, i) => ({
        name: one.name, type: 'bar', stack: 'all', barCategoryGap: '25%',
        itemStyle: {color: [theme.main, theme.second][i]}, data: one.values,
      })),
    }),
    // As many columns as there are names, for names that are steps of a scale.
    steps: (data) => ({
      height: 270,
      legend: legend(), grid: grid({top: 40, bottom: 26}),
      tooltip: tip({trigger: 'axis', axisPointer: {type: 'shadow'}, valueFormatter: text('share')}),
      xAxis: axis({type: 'category', data: data.names, name: data.scale, nameLocation: 'middle', nameGap: 28, nameTextStyle: {color: theme.soft},
        splitLine: {show: false}}),
      yAxis: axis({type: 'value', max: whole, axisLabel: label({formatter: brief('share')})}),
      series: data.series.map((one, i) => ({
        name: one.name, type: 'bar', barGap: '5%', barCategoryGap: '25%', itemStyle: {color: [theme.main, theme.second][i]}, data: one.values,
      })),
    }),
    pairs: (data, narrow) => ({
      height: 70 + 44 * data.names.length,
      legend: legend(), grid: grid({right: 56}),
      tooltip: tip({trigger: 'axis', axisPointer: {type: 'shadow'}, valueFormatter: text('share')}),
      // A share a little below zero, of those who returned more than they kept, is no reason for an axis below it.
      xAxis: axis({type: 'value', splitNumber: narrow ? 3 : 5, min: ({min, max}) => (min > -0.05 * max ? 0 : null), max: whole,
        axisLabel: label({formatter: brief('share')})}),
      yAxis: axis({type: 'category', data: data.names, inverse: true, axisLabel: label({color: theme.ink, width: 120, overflow: 'break'})}),
      series: data.series.map((one, i) => ({
        name: one.name, type: 'bar', barGap: '10%', barCategoryGap: '30%', itemStyle: {color: [theme.main, theme.second][i]},
        label: label({show: true, position: 'right', formatter: (item) => formats.share.format(item.value)}), data: one.values,
      })),
    }),
    matrix: (data) => heat(data, {
      height: 70 + 54 * data.y.length, room: 96, scale: theme.heat, most: Math.max(1e-9, ...data.cells.map((cell) => cell[2])),
      label: (cell, narrow) => cell[3] === 0 ? '–' : data.unit === 'count' ? (narrow ? formats.count.format(cell[3]) : customers(cell[3])) : narrow ? brief(data.unit)(cell[2]) + '\n' + formats.count.format(cell[3]) : text(data.unit)(cell[2]) + '\n' + customers(cell[3]),
      tip: (cell) => data.y[cell[1]] + ', ' + data.x[cell[0]] + '\n' + (data.unit === 'count' ? '' : text(data.unit)(cell[2]) + '\n') + customers(cell[3]),
      column: (name) => data.risky.includes(name) ? name + '\n(at risk)' : name,
    }),
    cohorts: (data) => heat(data, {
      height: 56 + 24 * data.y.length, scale: theme.heat, most: Math.max(1e-9, ...data.cells.map((cell) => cell[2])),
      row: (name, i) => name + ' (' + formats.count.format(data.sizes[i]) + ')',
      label: (cell, narrow) => narrow ? formats.count.format(100 * cell[2]) : formats.whole.format(cell[2]),
      tip: (cell) => data.y[cell[1]] + ', month ' + data.x[cell[0]] + ': ' + formats.share.format(cell[2]),
      named: 'Months since the first purchase', small: 9,
    }),
    shares: (data) => heat(data, {
      height: 90 + 36 * data.y.length, scale: theme.heat, most: 1,
      label: (cell, narrow) => formats.whole.format(cell[2]),
      tip: (cell) => 'Of ' + data.y[cell[1]] + ' are also ' + data.x[cell[0]] + ': ' + formats.share.format(cell[2]),
    }),
    profiles: (data) => heat(data, {
      height: 110 + 40 * data.y.length, scale: [theme.low, theme.middle, theme.high], most: 1,
      // As far from the middle for half as for twice; beyond four times it is all the same.
      place: (ratio) => ratio <= 0 ? 0 : 0.5 + Math.max(-2, Math.min(2, Math.log2(ratio))) / 4,
      label: (cell, narrow) => narrow ? formats.rough.format(cell[2]) : '×' + formats.ratio.format(cell[2]),
      tip: (cell) => data.y[cell[1]] + '\n' + data.x[cell[0]] + ': ' + formats.ratio.format(cell[2]) + ' times that of all buyers',
    }),
    curve: (data) => ({
      height: 360,
      grid: grid({top: 16, right: 24, bottom: 24}),
      tooltip: tip({trigger: 'axis', formatter: (items) => 'The best ' + formats.share.format(items[0].value[0]) + ' bring '
        + formats.share.format(items[0].value[1])}),
      xAxis: axis({type: 'value', min: 0, max: 1, name: 'Share of buyers, the best first', nameLocation: 'middle', nameGap: 30,
        nameTextStyle: {color: theme.soft}, axisLabel: label({formatter: brief('share')})}),
      yAxis: axis({type: 'value', min: 0, max: 1, axisLabel: label({formatter: brief('share')})}),
      series: [
        {name: 'Net revenue', type: 'line', showSymbol: false, lineStyle: {width: 3, color: theme.main}, itemStyle: {color: theme.main},
          areaStyle: {opacity: 0.12, color: theme.main}, data: data.points,
          markPoint: {silent: true, symbol: 'circle', symbolSize: 9, data: [{coord: data.tenth,
            label: {formatter: formats.share.format(data.tenth[0]) + ' of buyers: ' + formats.share.format(data.tenth[1]),
              color: theme.ink, position: 'right', distance: 8}}]}},
        {name: 'All alike', type: 'line', showSymbol: false, silent: true, lineStyle: {type: 'dashed', color: theme.soft, width: 1},
          data: [[0, 0], [1, 1]], tooltip: {show: false},
          endLabel: {show: true, formatter: 'all alike', color: theme.soft, offset: [-64, 22]}},
      ],
    }),
    gaps: (data) => (width, names = named(data, width - 60), levels = Math.max(0, ...names.map((one) => one.level))) => ({
      height: 272 + 18 * levels,
      grid: grid({top: 34 + 18 * levels, bottom: 26}),
      tooltip: tip({trigger: 'axis', axisPointer: {type: 'shadow'}, formatter: (items) => items[0].name + ' days: '
        + formats.share.format(data.shares[items[0].dataIndex]) + ' of all gaps'}),
      xAxis: axis({type: 'category', data: data.names, name: 'Days', nameLocation: 'middle', nameGap: 32, nameTextStyle: {color: theme.soft}}),
      yAxis: axis({type: 'value', axisLabel: label({formatter: brief('share')})}),
      series: [{
        name: 'Share of gaps', type: 'bar', barCategoryGap: '12%', itemStyle: {color: theme.main}, data: data.values,
        markLine: {silent: true, symbol: 'none', data: data.marks.map((mark, i) => ({
          xAxis: mark.at, lineStyle: {color: [theme.ink, theme.stages['Slipping Away'], theme.stages.Lost][i % 3], width: 2, type: 'solid'},
          label: {formatter: mark.name, color: theme.ink, fontSize: 12, position: 'end', distance: 4 + 18 * names[i].level, align: names[i].align},
        }))},
      }],
    }),
    counts: (data, narrow) => ({
      height: 50 + 34 * data.names.length,
      grid: grid({top: 4, right: 56}), tooltip: tip({trigger: 'axis', axisPointer: {type: 'shadow'}, valueFormatter: text('count')}),
      xAxis: axis({type: 'value', minInterval: 1, splitNumber: narrow ? 3 : 5, axisLabel: label({formatter: brief('count')})}),
      yAxis: axis({type: 'category', data: data.names, inverse: true, axisLabel: label({color: theme.ink, width: 140, overflow: 'break'})}),
      series: [{type: 'bar', barMaxWidth: 22, itemStyle: {color: theme.main}, data: data.values,
        label: label({show: true, position: 'right', formatter: (item) => formats.count.format(item.value)})}],
    }),
    flows: (data, narrow) => {
      const side = (when, names) => names.map((name) => ({
        name: when + name, itemStyle: {color: theme.stages[name] || theme.stages.Prospect},
        label: {formatter: name, position: when === 'then ' ? 'right' : 'left'},
      }));
      return {
        height: 420,
        tooltip: tip({trigger: 'item', formatter: (item) => item.dataType === 'edge'
          ? item.data.source.slice(5) + ' → ' + item.data.target.slice(5) + ': ' + formats.count.format(item.data.value)
          : item.name.slice(5) + ': ' + formats.count.format(item.value)}),
        series: [{
          type: 'sankey', left: 0, right: 0, top: 8, bottom: 8, nodeGap: 14, nodeWidth: 14, layoutIterations: 0, draggable: false,
          emphasis: {focus: 'adjacency'}, lineStyle: {color: 'source', opacity: 0.38, curveness: 0.5},
          label: {color: theme.ink, fontSize: narrow ? 11 : 13},
          data: side('then ', data.from).concat(side('now  ', data.to)),
          links: data.ways.map(([from, to, value]) => ({source: 'then ' + from, target: 'now  ' + to, value})),
        }],
      };
    },
  };

  // Where the name of each vertical line stands: to its right where there is room, and as low as it touches no
  // other. A letter takes 7 pixels at most.
  function named(data, width) {
    const placed = [];
    data.marks.forEach((mark) => {
      const line = (mark.at + 0.5) * width / data.names.length;
      const long = 7 * mark.name.length;
      const align = line + long > width ? 'right' : 'left';
      const from = align === 'right' ? line - long : line;
      let level = 0;
      while (placed.some((other) => other.level === level && from < other.to && other.from < from + long)) level += 1;
      placed.push({from, to: from + long, level, align});
    });
    return placed;
  }

  // Fields of a table, coloured; each says its number where there is room.
  function heat(data, how) {
    const place = how.place || ((value) => value / how.most);
    return (width) => {
      const narrow = (width - 110) / data.x.length < (how.room || 44);
      const slanted = (width - 110) / data.x.length < 58 && data.x.some((name) => name.length > 4);
      return {
        height: how.height + (how.named ? 24 : 0) + (slanted ? 4 * Math.max(0, ...data.x.map((name) => Math.min(name.length, 24) - 12)) : 0),
        grid: grid({top: 4, bottom: how.named ? 26 : 4}),
        tooltip: tip({trigger: 'item', formatter: (item) => how.tip(item.data.value)}),
        xAxis: axis({type: 'category', data: data.x, name: how.named, nameLocation: 'middle', nameGap: 28, nameTextStyle: {color: theme.soft},
          splitLine: {show: false}, axisLine: {show: false},
          axisLabel: label({formatter: how.column, color: theme.ink, interval: 0, lineHeight: 14, rotate: slanted ? 45 : 0, width: slanted ? 180 : Math.max(40, (width - 110) / data.x.length - 6),
            overflow: slanted ? 'truncate' : 'break'})}),
        yAxis: axis({type: 'category', data: data.y, inverse: true, splitLine: {show: false}, axisLine: {show: false},
          axisLabel: label({color: theme.ink, interval: 0, width: narrow ? 84 : 130, overflow: 'break', formatter: narrow ? undefined : how.row})}),
        series: [{
          type: 'heatmap', itemStyle: {borderColor: theme.paper, borderWidth: 2},
          data: data.cells.map((cell) => {
            const mix = mixed(how.scale, place(cell[2]));
            return {value: cell, itemStyle: {color: css(mix)},
              label: {show: true, formatter: how.label(cell, narrow), color: inkOn(mix), fontSize: narrow ? how.small || 10 : 12, lineHeight: 15}};
          }),
        }],
      };
    };
  }

  const drawn = new Map();
  // What a sheet of A4 or letter has room for within its margins: scripts are not told.
  const SHEET = 680;
  let printing = false;
  function draw(chart) {
    const place = document.getElementById(chart.id);
    const width = printing ? SHEET : place.clientWidth || 320;
    let option = kinds[chart.kind](chart.data, width < 560);
    option = typeof option === 'function' ? option(width) : option;
    place.style.height = option.height + 'px';
    delete option.height;
    if (drawn.has(chart.id)) drawn.get(chart.id).dispose();
    const instance = echarts.init(place, null, {renderer: 'svg', locale: 'EN', width});
    drawn.set(chart.id, instance);
    instance.on('finished', () => { place.dataset.drawn = 'yes'; });
    instance.setOption({animation: false, textStyle: {fontFamily: getComputedStyle(document.body).fontFamily}, ...option});
  }
  const drawAll = () => facts.charts.forEach(draw);

  drawAll();
  let last = window.innerWidth;
  let waiting = 0;
  window.addEventListener('resize', () => {
    if (window.innerWidth === last) return;
    last = window.innerWidth;
    clearTimeout(waiting);
    waiting = setTimeout(drawAll, still ? 0 : 120);
  });
  wide.addEventListener('change', () => { theme = wide.matches ? dark : light; drawAll(); });
  window.addEventListener('beforeprint', () => {
    theme = light;
    printing = true;
    document.querySelectorAll('details.group').forEach((group) => { group.dataset.was = group.open; group.open = true; });
    drawAll();
  });
  window.addEventListener('afterprint', () => {
    theme = wide.matches ? dark : light;
    printing = false;
    document.querySelectorAll('details.group').forEach((group) => { group.open = group.dataset.was === 'true'; });
    drawAll();
  });
})();
