import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { signIn } from './../steps.mjs';

export const title = 'a dirty list is imported, a customer found by two characters, and a visit recorded on a phone';
const list = resolve(dirname(fileURLToPath(import.meta.url)), '../../src/test/resources/import/客户名单.xlsx');

export default async function story({ program, state, page, shot }) {
  const p = await page();
  await signIn(p, state.admin);

  await p.goto('/customers/import');
  await p.setInputFiles('input[type=file]', list);
  await p.waitForURL(/\/imports\/\d+/);
  await p.locator('.steps .now').filter({ hasText: '列映射' }).waitFor();
  await shot(p, 'import-columns');
  await p.getByRole('button', { name: '开始检查' }).click();
  const commit = p.getByRole('button', { name: /开始写入/ });
  await commit.waitFor({ timeout: 60_000 });
  await shot(p, 'import-check');
  const shown = Number((await p.locator('.nums dd').nth(3).innerText()).match(/\d+/)[0]);
  assert.ok(shown > 0, 'the list has wrong rows');
  await commit.click();
  const file = p.locator('[data-error-file]');
  await file.waitFor({ timeout: 60_000 });
  await shot(p, 'import-done');
  const [download] = await Promise.all([p.waitForEvent('download'), file.click()]);
  const bytes = readFileSync(await download.path());
  assert.equal(bytes.subarray(0, 2).toString(), 'PK', 'the error file is a workbook');
  const created = Number((await p.locator('.nums dd').first().innerText()).replaceAll(',', ''));
  const [count] = await program.rows('select count(*)::int as n from customer where deleted_at is null');
  assert.equal(count.n, created);

  await p.keyboard.press('Control+k');
  await p.getByRole('combobox').fill('恒拓');
  await p.getByRole('option', { name: /恒拓/ }).first().click();
  await p.waitForURL(/\/customers\/\d+/);
  const id = p.url().match(/customers\/(\d+)/)[1];
  await p.getByRole('heading', { name: /恒拓/ }).first().waitFor();
  await shot(p, 'customer');

  const phone = await page({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  await signIn(phone, state.admin);
  await phone.goto(`/customers/${id}`);
  await phone.getByRole('link', { name: /记跟进/ }).or(phone.getByRole('button', { name: /记跟进/ })).first().click();
  await phone.getByRole('radio', { name: '上门拜访' }).click();
  await phone.getByRole('textbox').first().fill('看了二期产线，现场确认要增加十八个工位。');
  await phone.getByRole('radio', { name: '安排演示' }).or(phone.getByRole('button', { name: '安排演示' })).first().click();
  const wide = await phone.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
  assert.equal(wide, false, 'nothing scrolls sideways');
  await shot(phone, 'follow-up-phone');
  await phone.getByRole('button', { name: /保存/ }).click();
  await phone.waitForURL((url) => !url.pathname.includes('follow-up'));
  const [row] = await program.rows('select method, content, next_action from follow_up where customer_id = $1', [id]);
  assert.deepEqual(row, { method: 'VISIT', content: '看了二期产线，现场确认要增加十八个工位。', next_action: 'DEMO' });
  const [customer] = await program.rows('select follow_up_method, version from customer where id = $1', [id]);
  assert.deepEqual(customer, { follow_up_method: 'VISIT', version: 1 });
}
