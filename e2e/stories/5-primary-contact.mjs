import assert from 'node:assert/strict';
import { call, signIn, until } from './../steps.mjs';

export const title = 'another contact is made the one a customer is known by';

export default async function story({ program, state, page, shot }) {
  const p = await page();
  await signIn(p, state.admin);
  const customer = await call(p, 'POST', '/customers', { fullName: '无锡顺嘉半导体设备有限公司', industry: 'MANUFACTURING', primaryContact: { name: '陆佳颖', mobile: '13900005001' } });
  const other = await call(p, 'POST', '/contacts', { customerId: customer.id, name: '蒋一鸣', mobile: '13900005002' });

  await p.goto(`/customers/${customer.id}`);
  await p.getByRole('button', { name: '蒋一鸣的更多操作' }).click();
  await p.getByRole('button', { name: '设为关键决策人' }).click();
  await p.getByText('蒋一鸣现在是关键决策人').waitFor();
  await shot(p, 'contact-primary');
  const rows = await program.rows('select name, is_primary from contact where customer_id = $1 order by name', [customer.id]);
  assert.deepEqual(rows.filter((row) => row.is_primary).map((row) => row.name), ['蒋一鸣']);
  const [stored] = await program.rows('select identity_mobile from customer where id = $1', [customer.id]);
  assert.equal(stored.identity_mobile, '+8613900005002');

  // The facts beside it follow without loading the page again.
  await p.locator('.fact').filter({ hasText: '姓名' }).getByText('蒋一鸣').waitFor();
  await p.getByRole('button', { name: '陆佳颖的更多操作' }).click();
  await p.getByRole('button', { name: '修改' }).last().click();
  const dialog = p.getByRole('dialog', { name: '陆佳颖' });
  await dialog.getByLabel('职务').fill('采购经理');
  await dialog.getByRole('button', { name: '保存' }).click();
  await until(async () => (await program.rows("select title from contact where customer_id = $1 and name = '陆佳颖'", [customer.id]))[0].title === '采购经理');
  assert.ok(other.id);
}
