import assert from 'node:assert/strict';
import { call, signIn, until } from './../steps.mjs';

export const title = 'an earlier version is looked at and brought back; a deleted customer returns from the recycle bin';

export default async function story({ program, state, page, shot }) {
  const p = await page();
  await signIn(p, state.admin);
  const customer = await call(p, 'POST', '/customers', { fullName: '徐州金穗农业机械有限公司', industry: 'MANUFACTURING', city: '徐州', primaryContact: { name: '赵伟勇', mobile: '13900009001' } });
  await call(p, 'PATCH', `/customers/${customer.id}`, { version: 1, city: '宿迁', grade: 'KEY' });
  const stored = async () => (await program.rows('select city, grade, version, deleted_at from customer where id = $1', [customer.id]))[0];

  await p.goto(`/customers/${customer.id}`);
  await p.getByRole('tab', { name: '变更历史' }).click();
  await p.locator('.versions > li').filter({ hasText: '第 1 版' }).getByRole('button', { name: '查看、比较' }).click();
  const dialog = p.getByRole('dialog', { name: '第 1 版' });
  await dialog.getByText('宿迁').waitFor();
  await shot(p, 'version');
  await dialog.getByRole('button', { name: '恢复到这一版' }).click();
  await until(async () => (await stored()).version === 3);
  const { city, grade } = await stored();
  assert.deepEqual({ city, grade }, { city: '徐州', grade: 'UNRATED' });

  await p.locator('.acts .more').click();
  await p.getByRole('button', { name: '删除' }).click();
  await until(async () => (await stored()).deleted_at !== null);
  await p.goto('/settings/recycle-bin');
  await p.locator('li').filter({ hasText: '徐州金穗农业机械有限公司' }).getByRole('button', { name: '恢复' }).click();
  await until(async () => (await stored()).deleted_at === null);
}
