// T37: every time says when it is; calendar files are read by ical.js and match the pages; zones are there.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, test } from 'node:test';
import ICAL from 'ical.js';
import { withPage } from './support/browser.mjs';
import { browser, example, server, site } from './support/example.mjs';
import { files, pages } from './support/site.mjs';

example();

/** A time as ISO 8601: in UTC, or the day alone. */
const written = (time) => (time.isDate ? time.toString() : time.toJSDate().toISOString());

/** All dates of a calendar file up to a day: when, what, and whether it is cancelled. */
async function dates(file, until) {
  const calendar = new ICAL.Component(ICAL.parse(await readFile(join(site.output, file), 'utf8')));
  calendar.getAllSubcomponents('vtimezone').forEach((zone) => ICAL.TimezoneService.register(zone));
  const all = calendar.getAllSubcomponents('vevent').map((event) => new ICAL.Event(event));
  const found = [];
  for (const event of all.filter((one) => !one.isRecurrenceException())) {
    all.filter((one) => one.isRecurrenceException() && one.uid === event.uid).forEach((change) => event.relateException(change));
    const times = event.iterator();
    for (let time = times.next(); time && time.toJSDate().toISOString().slice(0, 10) <= until; time = times.next()) {
      const { item, startDate } = event.getOccurrenceDetails(time);
      found.push([written(startDate), item.summary, item.component.getFirstPropertyValue('status') === 'CANCELLED'].join(' '));
    }
  }
  return found;
}

/** The same from calendar pages. */
const onPage = () =>
  [...document.querySelectorAll('li.date')].map((date) => {
    const time = date.querySelector('time').getAttribute('datetime');
    const cancelled = [...date.querySelectorAll('.chip')].some((chip) => chip.textContent === 'Cancelled');
    return [time.includes('T') ? new Date(time).toISOString() : time, date.querySelector('h3').textContent, cancelled].join(' ');
  });

test('the calendar file has the dates of the pages', async () => {
  const shown = await withPage(browser, { javaScriptEnabled: false }, async (page) => {
    const found = [];
    for (const path of (await pages(site.output)).filter((path) => /^calendar\/(\d+\/)?$/.test(path))) {
      await page.goto(server.home + path);
      found.push(...(await page.evaluate(onPage)));
    }
    return found;
  });
  assert.ok(shown.length > 30);
  assert.deepEqual((await dates('calendar.ics', '2027-05-31')).sort(), shown.sort());
});

test("a community's file has the dates of its calendar page", async () => {
  const shown = await withPage(browser, { javaScriptEnabled: false }, async (page) => {
    await page.goto(`${server.home}calendar/community/resilience/`);
    return page.evaluate(onPage);
  });
  const ahead = (await dates('communities/resilience/calendar.ics', '2027-05-31')).filter((date) => date >= '2026-11-23');
  assert.deepEqual(ahead.sort(), shown.sort());
});

/** What a pattern finds in the HTML of every page, by the page's address. */
async function inPages(pattern) {
  const found = [];
  for (const path of await pages(site.output)) {
    const html = await readFile(join(site.output, path.replace(/(^|\/)$/, '$1index.html')), 'utf8');
    found.push(...[...html.matchAll(pattern)].map(([, match]) => [path, match]));
  }
  return found;
}

test('every calendar file is linked from a page', async () => {
  const linked = new Set((await inPages(/<a [^>]*href="([^":]+\.ics)"/g)).map(([path, href]) => new URL(href, `http://x/${path}`).pathname.slice(1)));
  const all = (await files(site.output)).filter((file) => file.endsWith('.ics'));
  assert.deepEqual(all.filter((file) => !linked.has(file)), []);
});

test('every time says when it is, with its distance from UTC where it is a time of day', async () => {
  const times = await inPages(/<time((?: [^>]*)?)>/g);
  assert.ok(times.length > 500);
  const isWhole = /^ datetime="\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}[+-]\d{2}:\d{2})?"$/;
  assert.deepEqual(times.filter(([, attributes]) => !isWhole.test(attributes)), []);
});

test('what is over by now on the clock of the reader says so', async () => {
  await withPage(browser, {}, async (page) => {
    await page.clock.setFixedTime('2026-12-10T12:00:00Z');
    await page.goto(`${server.home}calendar/`);
    const months = await page.locator('.months .dates').evaluateAll((lists) =>
      lists.slice(0, 2).map((list) => [...list.children].map((date) => [date.dataset.last, date.textContent.includes('Over by now')])),
    );
    for (const [day, over] of months.flat()) assert.equal(over, day < '2026-12-10', day);
    // Those that are over stand after those that are not.
    assert.ok(months[1].findIndex(([, over]) => over) > months[1].findLastIndex(([, over]) => !over));
  });
});
