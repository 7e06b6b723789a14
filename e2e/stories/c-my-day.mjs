import assert from 'node:assert/strict';
import { call, signIn, until } from './../steps.mjs';

export const title = 'the next step of a talk stands on my day, is put off and done; a task typed in one line is taken back';

export default async function story({ program, state, page, shot }) {
  const p = await page();
  await signIn(p, state.admin);
  const states = async () => Object.fromEntries((await program.rows('select title, state from task order by id')).map((row) => [row.title, row.state]));
  const customer = await call(p, 'POST', '/customers', { fullName: '无锡今日必达仪表有限公司', industry: 'MANUFACTURING', primaryContact: { name: '钱立', mobile: '13900011777' } });
  // The last minute of today in Shanghai, where the browser stands.
  const here = new Date(Date.now() + 8 * 3_600_000);
  const evening = new Date(Date.UTC(here.getUTCFullYear(), here.getUTCMonth(), here.getUTCDate(), 15, 59, 59));
  await call(p, 'POST', '/follow-ups', { customerId: customer.id, method: 'PHONE', content: '要看演示', nextAction: 'DEMO', nextActionAt: evening.toISOString() });

  await p.goto('/day');
  const today = p.getByRole('region', { name: '今天', exact: true });
  await today.getByRole('link', { name: '安排演示' }).waitFor();
  await today.getByRole('link', { name: '无锡今日必达仪表有限公司' }).waitFor();
  await p.getByRole('textbox', { name: '要做什么？' }).fill('给钱总带样品');
  await p.keyboard.press('Enter');
  await today.getByRole('link', { name: '给钱总带样品' }).waitFor();
  await shot(p, 'my-day');

  await p.getByRole('checkbox', { name: '完成“安排演示”' }).click();
  await until(async () => (await states())['安排演示'] === 'DONE');
  await p.getByRole('region', { name: '今天完成' }).getByRole('link', { name: '安排演示' }).waitFor();
  await p.getByRole('checkbox', { name: '完成“给钱总带样品”' }).click();
  await p.getByText('“给钱总带样品”已完成').waitFor();
  await p.getByRole('button', { name: '撤销' }).last().click();
  await until(async () => (await states())['给钱总带样品'] === 'OPEN');

  await p.goto(`/customers/${customer.id}`);
  await p.getByRole('tab', { name: '任务' }).click();
  await p.getByRole('link', { name: '安排演示' }).waitFor();
  assert.equal((await states())['安排演示'], 'DONE');

  const phone = await page({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  await signIn(phone, state.admin);
  await phone.goto('/day');
  await phone.getByRole('link', { name: '给钱总带样品' }).waitFor();
  await shot(phone, 'my-day-phone');
}
