// T01: axe finds nothing on a page of any type, narrow and light or wide and dark in turn; with COPSITE_LONG set, on
// no page of the site at any width, light and dark.

import { testMenu, testViolations } from './support/axe.mjs';
import { example, site } from './support/example.mjs';
import { isLong, types } from './support/pages.mjs';
import { pages } from './support/site.mjs';

const looks = isLong
  ? [320, 390, 768, 1024, 1440].flatMap((width) => ['light', 'dark'].map((colorScheme) => ({ width, colorScheme })))
  : [{ width: 390, colorScheme: 'light' }, { width: 1440, colorScheme: 'dark' }];

example();
const looked = async () =>
  isLong ? (await pages(site.output)).map((path) => [path || 'home', path]) : Object.entries(types);

testViolations('T01 axe finds nothing', looks, looked);
testMenu('T01 axe finds nothing');
