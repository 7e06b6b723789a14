import assert from 'node:assert/strict';
import { call, fact, signIn, until } from './../steps.mjs';

export const title = 'the administrator decides that a landline is enough; a file is kept, opened and taken off; a known number is pointed out';

export default async function story({ program, state, page, shot }) {
  const p = await page();
  await signIn(p, state.admin);
  const setting = async (name) => (await program.rows('select value from setting where name = $1', [name]))[0]?.value;
  const days = p.getByLabel('删除的记录保留多久');

  await p.goto('/settings/company');
  await p.getByRole('switch', { name: '没有手机号也能新建客户' }).click();
  await until(async () => (await setting('customer.mobileOrPhone')) === true);
  await days.fill('9999');
  await days.press('Enter');
  await p.getByRole('alert').getByText('应在 1 到 3,650 之间').waitFor();
  await days.fill('60');
  await days.press('Enter');
  await until(async () => (await setting('recycleBin.days')) === 60);
  await shot(p, 'company-settings');
  const customer = await call(p, 'POST', '/customers', { fullName: '湖州老街五金经营部', industry: 'RETAIL', phone: '0572-2012345', primaryContact: { name: '前台' } });
  await p.goto('/settings/audit-entries');
  await p.getByText('修改公司设置').first().waitFor();
  await call(p, 'PUT', '/settings', { 'customer.mobileOrPhone': null, 'recycleBin.days': null });
  assert.equal(await setting('recycleBin.days'), 30);

  const files = async () => (await program.rows('select files from customer where id = $1', [customer.id]))[0].files;
  await p.goto(`/customers/${customer.id}`);
  const row = fact(p, '附件');
  const edit = async () => {
    await row.hover();
    await row.getByRole('button', { name: '修改附件' }).click();
  };
  const save = () => p.locator('.fact.editing').getByRole('button', { name: '保存' }).click();
  await edit();
  const body = (text) => ({ mimeType: 'text/plain', buffer: Buffer.from(text) });
  await p.locator('.fact.editing input[type=file]').setInputFiles([{ name: '营业执照.txt', ...body('甲') }, { name: '报价单.txt', ...body('乙') }]);
  // Saved while they are still on their way: both arrive.
  await save();
  await until(async () => (await files()).length === 2);
  const link = row.getByRole('link', { name: '营业执照.txt' });
  const answer = await p.request.get(await link.getAttribute('href'));
  assert.equal(await answer.text(), '甲');
  await edit();
  await p.getByRole('button', { name: '移除“营业执照.txt”' }).click();
  await save();
  await until(async () => (await files()).length === 1);
  await row.getByRole('link', { name: '报价单.txt' }).waitFor();

  // A second contact's number, typed for a new customer.
  await call(p, 'POST', '/contacts', { customerId: customer.id, name: '沈丽华', mobile: '13900011002' });
  await p.goto('/customers');
  await p.getByRole('button', { name: '新建客户' }).first().click();
  const dialog = p.getByRole('dialog', { name: '新建客户' });
  await dialog.getByLabel('手机号码').fill('139 0001 1002');
  await dialog.getByRole('status').getByText('湖州老街五金经营部').waitFor();
  await shot(p, 'maybe-known');
}
