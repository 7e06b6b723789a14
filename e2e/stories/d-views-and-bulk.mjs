import assert from 'node:assert/strict';
import { call, signIn, until } from './../steps.mjs';

export const title = 'a director keeps a view, changes it, gives its customers away and takes that back';

export default async function story({ program, state, page, shot }) {
  const admin = await page();
  await signIn(admin, state.admin);
  const role = async (code) => (await program.rows('select id::text from role where code = $1', [code]))[0].id;
  const person = async (username, displayName, code) => ({
    username, password: 'Many-at-once-2026',
    ...(await call(admin, 'POST', '/users', { username, displayName, password: 'Many-at-once-2026', mustChangePassword: false, roleIds: [await role(code)] })),
  });
  const director = await person('zhou.zhiyuan', '周致远', 'SALES_DIRECTOR');
  const seller = await person('lin.zhixia2', '林知夏二', 'SALES_REPRESENTATIVE');
  const heir = await person('chen.siyuan', '陈思远二', 'SALES_REPRESENTATIVE');
  const made = [];
  for (const n of [1, 2, 3]) {
    made.push(await call(admin, 'POST', '/customers', { fullName: `成批移交${n}号机械有限公司`, industry: 'MANUFACTURING', city: '成批市', ownerId: seller.id, primaryContact: { name: '周子昂', mobile: `1390000910${n}` } }));
  }
  const owners = async () => (await program.rows("select distinct owner_id::text from customer where city = '成批市'")).map((row) => row.owner_id);

  const p = await page();
  await signIn(p, { username: director.username, password: director.password });
  // A view of these customers: filter and order by name, kept under a name.
  await p.goto(`/customers?f=${encodeURIComponent('["city","eq","成批市"]')}&sort=fullName`);
  await p.locator('tbody tr[data-id]').nth(2).waitFor();
  assert.equal(await p.locator('[data-view-save]').count(), 0);
  await p.locator('[data-view-save-new]').click();
  const dialog = p.getByRole('dialog', { name: '存为视图' });
  await dialog.getByLabel('名称').fill('成批市的客户');
  await dialog.locator('[data-view-store]').click();
  await p.getByRole('tab', { name: '成批市的客户' }).waitFor();
  await dialog.waitFor({ state: 'detached' });
  assert.match(p.url(), /view=\d+$/);
  const [view] = await program.rows("select id::text, filter, sort from list_view where name = '成批市的客户'");
  assert.equal(view.filter.value, '成批市');
  assert.equal(view.sort, 'fullName');
  assert.equal(await p.locator('[data-view-save], [data-view-save-new]').count(), 0, 'nothing has changed yet');

  // Another order: only now is there something to save.
  await p.locator('thead').getByRole('button', { name: /客户全称/ }).click();
  await p.locator('[data-view-save]').waitFor();
  await shot(p, 'view-changed');
  await p.locator('[data-view-save]').click();
  await until(async () => (await program.rows('select sort from list_view where id = $1', [view.id]))[0].sort === '-fullName');
  await p.locator('[data-view-save]').waitFor({ state: 'detached' });

  // All of them to a colleague, and back.
  await p.locator('[data-select-page]').check();
  await p.locator('[data-bulk-bar]').getByText('已选 3 条').waitFor();
  await p.locator('[data-bulk="transfer"]').click();
  const transfer = p.getByRole('dialog', { name: '转移' });
  await transfer.getByText('将处理 3 条').waitFor();
  await transfer.getByRole('button', { name: '新负责人' }).click();
  await p.getByRole('option', { name: '陈思远二' }).click();
  await transfer.getByLabel('交接说明').fill('请先回访');
  await shot(p, 'bulk-transfer');
  await transfer.locator('[data-bulk-start]').click();
  await p.getByText('已转移 3 条').waitFor();
  await until(async () => (await owners()).join() === heir.id);
  await shot(p, 'bulk-done');
  await p.locator('.toasts').getByRole('button', { name: '撤销' }).click();
  await p.getByText('已撤销 3 条').waitFor();
  assert.deepEqual(await owners(), [seller.id]);
  const causes = await program.rows("select distinct cause from change where entity = 'customers' and record_id = $1 and cause is not null order by 1", [made[0].id]);
  assert.match(causes.map((row) => row.cause).join(), /^bulk:\d+,undo:\d+$/);

  // A cell is edited where it stands, by keys alone.
  await p.locator(`tr[data-id="${made[0].id}"] td[data-cell="city"]`).dblclick();
  const cell = p.getByRole('dialog', { name: /城市/ });
  await cell.getByRole('textbox').fill('改过的市');
  await cell.getByRole('textbox').press('Enter');
  await until(async () => (await program.rows('select city from customer where id = $1', [made[0].id]))[0].city === '改过的市');
}
