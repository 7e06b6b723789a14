// Runs every story in stories/ against one packaged program and one browser, and prints the count.
import { mkdirSync, readdirSync } from 'node:fs';
import { join, dirname } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { Program } from './program.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const shots = join(here, 'shots');
mkdirSync(shots, { recursive: true });
const executablePath = process.env.CHROMIUM ?? ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((p) => {
  try {
    return readdirSync(dirname(p)).includes(p.split('/').pop());
  } catch {
    return false;
  }
});

const only = process.argv.slice(2);
const stories = readdirSync(join(here, 'stories'))
  .filter((f) => f.endsWith('.mjs') && (only.length === 0 || only.some((o) => f.includes(o))))
  .sort();
const program = await Program.start();
const browser = await chromium.launch({ executablePath, chromiumSandbox: false, args: ['--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run', '--disable-quic'] });
const state = { admin: { username: 'admin', password: program.password } };
let passed = 0;
let failed = 0;

/** Pages whose console errors fail the story; a refused request that the story expects is not one. */
async function page(options = {}) {
  const context = await browser.newContext({ locale: 'zh-CN', timezoneId: 'Asia/Shanghai', viewport: { width: 1440, height: 900 }, baseURL: program.address, ...options });
  const opened = await context.newPage();
  opened.setDefaultTimeout(15_000);
  opened.complaints = [];
  opened.on('console', (message) => {
    if (message.type() === 'error' && !/Failed to load resource/.test(message.text())) opened.complaints.push(message.text());
  });
  opened.on('pageerror', (error) => opened.complaints.push(String(error)));
  return opened;
}

for (const file of stories) {
  const { default: story, title } = await import(pathToFileURL(join(here, 'stories', file)));
  const opened = [];
  const started = Date.now();
  try {
    await story({ program, state, page: async (o) => (opened.push(await page(o)), opened.at(-1)), shot: (p, name) => p.screenshot({ path: join(shots, `${name}.png`) }) });
    const complaints = opened.flatMap((p) => p.complaints);
    if (complaints.length) throw new Error(`console errors:\n${complaints.join('\n')}`);
    passed += 1;
    console.log(`ok   ${title} (${Date.now() - started} ms)`);
  } catch (error) {
    failed += 1;
    console.log(`FAIL ${title}\n${error.stack}`);
    for (const [i, p] of opened.entries()) await p.screenshot({ path: join(shots, `failed-${file}-${i}.png`) }).catch(() => {});
  }
  for (const p of opened) await p.context().close();
}
await browser.close();
await program.remove();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
