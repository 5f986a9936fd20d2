import type { CustomField } from '../../utils/contact.ts';
import { isBlank, visible } from '../../utils/text.ts';
import { Text } from '../Text.tsx';
import { Chips } from './Chips.tsx';
import { digitGroups, formatDateValue, mailLink, webAddress } from './field-value.ts';

/** What would be copied of a field; empty if there is nothing to show. */
export function fieldText(field: CustomField): string {
  return field.type === 'checkbox'
    ? field.values.filter((value) => !isBlank(value)).join(', ')
    : visible(field.value);
}

/** A custom field's value, shown as its type asks for. */
export function FieldValue({ field }: { field: CustomField }) {
  switch (field.type) {
    case 'checkbox':
      return <Chips values={field.values} />;
    case 'number':
      return <NumberValue value={visible(field.value)} />;
    case 'date': {
      const date = formatDateValue(field.value);
      return date === undefined ? (
        <TextValue value={field.value} />
      ) : (
        <time dateTime={field.value.trim()}>{date}</time>
      );
    }
    case 'email': {
      const link = mailLink(field.value);
      return link === undefined ? (
        <TextValue value={field.value} />
      ) : (
        <a href={link} target="_blank" rel="noopener noreferrer">
          <Text value={field.value} />
        </a>
      );
    }
    case 'text':
    case 'dropdown':
      return <TextValue value={field.value} />;
  }
}

/** A number whose groups of digits are set apart by gaps, which are not copied. */
function NumberValue({ value }: { value: string }) {
  const groups = digitGroups(value);
  if (groups.length === 1) return <Text value={value} class="digits" />;
  return (
    <bdi class="digits">
      {groups.map((group, index) => (
        <span key={index} class="digit-group">
          {group}
        </span>
      ))}
    </bdi>
  );
}

/** Text, or a link if it is an address: its host is set off, so that one sees where it leads. */
function TextValue({ value }: { value: string }) {
  const url = webAddress(value);
  if (!url) return <Text value={value} class="plain-text" />;
  const rest =
    url.pathname === '/' && !url.search && !url.hash ? '' : url.pathname + url.search + url.hash;
  return (
    <a href={url.href} target="_blank" rel="noopener noreferrer">
      {url.protocol === 'http:' && 'http://'}
      <Text value={url.host} class="link-host" />
      <Text value={rest} class="link-rest" most={80} />
    </a>
  );
}
