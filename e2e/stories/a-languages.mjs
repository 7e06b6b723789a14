import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { call, signIn } from './../steps.mjs';

export const title = 'every main screen opens in both languages without complaint, and the English one is English';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const SCREENS = [
  '/customers', '/customers?view=pool', '/contacts', '/follow-ups', '/opportunities', '/opportunities/board', '/customers/import', '/me', '/me/access',
  '/settings/users', '/settings/departments', '/settings/roles', '/settings/products', '/settings/pipelines', '/settings/choice-lists', '/settings/company', '/settings/tags', '/settings/competitors',
  '/settings/jobs', '/settings/readers', '/settings/audit-entries', '/settings/recycle-bin', '/follow-ups/new',
];
// Written in both languages on purpose, whatever the language of the page.
const BOTH = new Set(['中文']);

/** Every Chinese text that the program itself says; a single sign may be somebody's initial. */
function said() {
  const texts = new Set();
  const folder = join(root, 'web/src/locales/zh-CN');
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.json'))) {
    Object.values(JSON.parse(readFileSync(join(folder, file), 'utf8'))).forEach((text) => texts.add(text));
  }
  const server = join(root, 'src/main/resources');
  for (const file of readdirSync(server).filter((name) => /^messages-(?!demo).*(?<!_en)\.properties$/.test(name))) {
    for (const line of readFileSync(join(server, file), 'utf8').split('\n')) {
      if (line.includes('=') && !/^(#|alias\.)/.test(line)) texts.add(line.slice(line.indexOf('=') + 1).trim());
    }
  }
  return [...texts].filter((text) => /\p{Script=Han}/u.test(text) && !text.includes('{') && !BOTH.has(text) && text.length > 1);
}

export default async function story({ program, state, page, shot }) {
  const chinese = await page();
  await signIn(chinese, state.admin);
  const customer = await call(chinese, 'POST', '/customers', { fullName: 'Suzhou Hengtuo Machinery', industry: 'MANUFACTURING', primaryContact: { name: 'Gu Mingyuan', mobile: '13900010001' } });
  const opportunity = await call(chinese, 'POST', '/opportunities', { customerId: customer.id, name: 'MES phase three', expectedAmount: 1280000, expectedCloseDate: '2027-06-30', source: 'REFERRAL' });
  const screens = [...SCREENS, `/customers/${customer.id}`, `/opportunities/${opportunity.id}`];
  const english = await page({ locale: 'en-US', storageState: await chinese.context().storageState() });
  await english.addInitScript(() => localStorage.setItem('zhiyin.locale', 'en'));
  const names = (await program.rows('select name from department union select name from role union select name from tag')).map((row) => row.name);
  const words = said().filter((text) => !names.includes(text));
  const left = [];
  const inChinese = (async () => {
    for (const screen of screens) await visit(chinese, screen);
  })();
  for (const screen of screens) {
    await visit(english, screen);
    const texts = await english.evaluate(visibleTexts);
    const ours = texts.filter((text) => words.includes(text));
    if (ours.length) left.push(`${screen}: ${[...new Set(ours)].join(' | ')}`);
    if (screen === `/opportunities/${opportunity.id}`) await shot(english, 'opportunity-english');
  }
  await inChinese;
  assert.deepEqual(left, [], 'Chinese left on English screens');
  const [me] = await program.rows("select locale from app_user where username = 'admin'");
  assert.ok(['zh-CN', null].includes(me.locale), 'looking at another language on this computer changes nobody’s choice');
}

async function visit(p, screen) {
  await p.goto(screen);
  await p.locator('main').first().waitFor();
  await p.waitForFunction(() => !document.querySelector('.skel, [aria-busy="true"]'));
}

/** Texts as one reads or hears them: text nodes, placeholders, labels, titles. */
function visibleTexts() {
  const texts = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) texts.push(walk.currentNode.textContent.trim());
  for (const element of document.querySelectorAll('[placeholder], [aria-label], [title]')) {
    for (const name of ['placeholder', 'aria-label', 'title']) texts.push(element.getAttribute(name)?.trim() ?? '');
  }
  return texts.filter((text) => /\p{Script=Han}/u.test(text));
}
