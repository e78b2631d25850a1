<?php
/**
 * Plugin Name: Commons Kiosk
 * Plugin URI: https://commons-kiosk.example
 * Description: Gives a Commons Kiosk server the titles, copies and loans of this library, without any data of members. It reads only.
 * Version: 1.0.0
 * Author: Commons Kiosk
 * Author URI: https://commons-kiosk.example
 */

// For SLiMS 9 on PHP 7.4 to 8.3. README.md beside this file says how to install it.
//
// index.php?p=commons_kiosk&give=…, with the secret in the header X-Kiosk-Secret:
//
//   title_pages         one line a page: {"page": 3, "mark": 123}
//   titles&page=3       the titles of a page as MARCXML; a hidden title gives only its number
//   copy_pages          as title_pages, for copies and their loans
//   copies&page=3       one line a copy, then {"visible": [750, 752]}, the titles of the page
//   copies&titles=1,2   the same for at most 20 titles, as they are now
//   covers              one line a title: {"title": 1, "image": "name.jpg"}
//
// A page holds the titles whose number divided by 250 is the number of the page. Its mark is the
// sum of the checksums of its rows: if the mark is the same, nothing on the page has changed. The
// header X-Kiosk-Mark of a page gives its mark, or -1 if it changed while it was read.

if (!defined('INDEX_AUTH')) {
    die('can not access this file directly');
}

// SLiMS loads this file for every request, and once more for ?p=commons_kiosk.
$commons_kiosk_asked = class_exists('CommonsKioskPlugin', false);

if (!$commons_kiosk_asked) {
    final class CommonsKioskFault extends Exception
    {
    }

    final class CommonsKioskPlugin
    {
        const VERSION = '1';
        const PAGE = 250;
        const MOST_ASKED = 20;
        const SHORTEST_SECRET = 32;
        const CHANGING = -1;
        const TITLE_PARTS = ['titles', 'hidden', 'authors', 'topics', 'files'];
        // The tables of copies apart: one pass over each is faster than many joined rows.
        const COPY_PARTS = ['items', 'loans', 'visible', 'locations', 'collections', 'statuses'];
        const OPTIONAL = ['authors', 'topics', 'files', 'locations', 'collections', 'statuses'];
        const VISIBLE = 'COALESCE(b.opac_hide, 0) = 0';
        const ROLES = [
            2 => 'aut', 3 => 'edt', 4 => 'trl', 5 => 'drt', 6 => 'pro', 7 => 'cmp', 8 => 'ill',
            9 => 'cre', 10 => 'ctb',
        ];
        const TOPIC_TAGS = ['g' => '651', 'n' => '600', 'tm' => '648', 'gr' => '655'];
        const NAME_TAGS = ['o' => '10', 'c' => '11'];

        /** @var PDO */
        private $db;

        /** @var array<string, array<string, bool>> the columns that exist, by table */
        private $columns = [];

        /** Answer the request and end it. */
        public static function answer()
        {
            ini_set('display_errors', '0');
            while (ob_get_level() > 0) {
                ob_end_clean();
            }
            self::leave_no_session();
            try {
                self::check_secret();
                $plugin = new self(\SLiMS\DB::getInstance());
                list($type, $body, $mark) = $plugin->give($_GET) + [2 => 0];
                self::send($type, $body, $mark);
            } catch (CommonsKioskFault $fault) {
                http_response_code($fault->getCode());
                header('Content-Type: text/plain; charset=utf-8');
                header('X-Kiosk-Plugin: ' . self::VERSION);
                echo $fault->getMessage(), "\n";
            } catch (Throwable $fault) {
                error_log('Commons Kiosk: ' . $fault->getMessage());
                http_response_code(500);
                header('Content-Type: text/plain; charset=utf-8');
                echo "SLiMS could not be read; its error log says why.\n";
            }
            exit;
        }

        /** SLiMS begins a session for each request; the server's requests need none. */
        private static function leave_no_session()
        {
            if (session_status() === PHP_SESSION_ACTIVE && empty($_COOKIE[session_name()])) {
                session_destroy();
                header_remove('Set-Cookie');
            }
        }

        private static function check_secret()
        {
            $file = __DIR__ . '/secret.php';
            $secret = is_file($file) ? (string) include $file : '';
            if (strlen($secret) < self::SHORTEST_SECRET) {
                throw new CommonsKioskFault('This plugin has no secret of 32 characters yet.', 403);
            }
            $given = (string) ($_SERVER['HTTP_X_KIOSK_SECRET'] ?? '');
            // Of equal length, so that the time says nothing about the secret.
            if (!hash_equals(hash('sha256', $secret), hash('sha256', $given))) {
                throw new CommonsKioskFault('The secret is another one.', 403);
            }
        }

        private static function send($type, $body, $mark)
        {
            $tag = md5($body);
            header("Content-Type: $type; charset=utf-8");
            header('X-Kiosk-Plugin: ' . self::VERSION);
            header("X-Kiosk-Mark: $mark");
            header("ETag: \"$tag\"");
            header('Cache-Control: private, no-cache');
            // Web servers add to a tag when they compress; SLiMS removes quotation marks.
            if (strpos((string) ($_SERVER['HTTP_IF_NONE_MATCH'] ?? ''), $tag) !== false) {
                http_response_code(304);
                return;
            }
            header('Content-Length: ' . strlen($body));
            echo $body;
        }

        private function __construct(PDO $db)
        {
            $this->db = $db;
            $db->setAttribute(PDO::ATTR_ERRMODE, PDO::ERRMODE_EXCEPTION);
            $db->exec('SET NAMES utf8mb4');
            $db->exec("SET SESSION sql_mode = ''");
            $db->exec('SET SESSION TRANSACTION READ ONLY');
            $found = $this->rows(
                'SELECT LOWER(table_name) AS named, LOWER(column_name) AS part'
                . ' FROM information_schema.columns WHERE table_schema = DATABASE()'
            );
            foreach ($found as $row) {
                $this->columns[$row['named']][$row['part']] = true;
            }
        }

        /** Return the type, the body and the mark of the answer. */
        private function give(array $asked)
        {
            $what = self::word($asked, 'give');
            if ($what === 'title_pages') {
                return $this->pages(self::TITLE_PARTS);
            }
            if ($what === 'copy_pages') {
                return $this->pages(self::COPY_PARTS);
            }
            if ($what === 'covers') {
                return $this->covers();
            }
            if ($what === 'copies' && isset($asked['titles'])) {
                return $this->copies('%s IN (' . implode(', ', self::numbers($asked)) . ')');
            }
            $page = self::word($asked, 'page');
            if (!ctype_digit($page) || strlen($page) > 9 || !in_array($what, ['titles', 'copies'], true)) {
                throw new CommonsKioskFault('This plugin does not know what is asked for.', 400);
            }
            $first = (int) $page * self::PAGE;
            $which = "%s BETWEEN $first AND " . ($first + self::PAGE - 1);
            $parts = $what === 'titles' ? self::TITLE_PARTS : self::COPY_PARTS;
            $before = $this->marks($parts, $which)[(int) $page] ?? self::CHANGING;
            list($type, $body) = $what === 'titles' ? $this->titles($which) : $this->copies($which);
            $after = $this->marks($parts, $which)[(int) $page] ?? self::CHANGING;
            return [$type, $body, $before === $after ? $before : self::CHANGING];
        }

        private static function word(array $asked, $name)
        {
            return isset($asked[$name]) && is_string($asked[$name]) ? $asked[$name] : '';
        }

        private static function numbers(array $asked)
        {
            $numbers = explode(',', self::word($asked, 'titles'));
            foreach ($numbers as $number) {
                if (!ctype_digit($number) || strlen($number) > 9) {
                    throw new CommonsKioskFault('The numbers of titles are not valid.', 400);
                }
            }
            return array_slice(array_map('intval', $numbers), 0, self::MOST_ASKED);
        }

        private function pages(array $parts)
        {
            $lines = [];
            foreach ($this->marks($parts) as $page => $mark) {
                $lines[] = ['page' => $page, 'mark' => $mark];
            }
            return self::lines($lines);
        }

        /** Return the mark of each page; what belongs to all titles is part of every mark. */
        private function marks(array $parts, $which = '')
        {
            $selections = [];
            foreach ($parts as $part) {
                $query = $this->query($part);
                if ($query !== null) {
                    $title = $query['title'];
                    $page = $title === 'NULL' ? 'NULL' : "$title DIV " . self::PAGE;
                    $where = $title === 'NULL' || $which === '' ? ''
                        : ' AND ' . str_replace('%s', $title, $which);
                    $selections[] = "SELECT $page AS page, SUM({$query['mark']}) AS mark"
                        . " {$query['from']}$where GROUP BY page";
                }
            }
            $marks = [];
            $common = 0;
            foreach ($this->rows(implode(' UNION ALL ', $selections)) as $row) {
                if ($row['page'] === null) {
                    $common += (int) $row['mark'];
                } else {
                    $page = (int) $row['page'];
                    $marks[$page] = ($marks[$page] ?? 0) + (int) $row['mark'];
                }
            }
            ksort($marks);
            foreach ($marks as $page => $mark) {
                $marks[$page] = $mark + $common;
            }
            return $marks;
        }

        private function titles($which)
        {
            $rows = ['authors' => [], 'topics' => [], 'files' => []];
            foreach (array_keys($rows) as $part) {
                foreach ($this->part($part, $which) as $row) {
                    $rows[$part][(int) $row['id']][] = $row;
                }
            }
            $records = '';
            foreach ($this->part('hidden', $which) as $row) {
                $records .= '<record><leader>00000dam a2200000 a 4500</leader>'
                    . "<controlfield tag=\"001\">{$row['id']}</controlfield></record>\n";
            }
            foreach ($this->part('titles', $which) as $row) {
                $id = (int) $row['id'];
                $records .= self::record(
                    $row,
                    $rows['authors'][$id] ?? [],
                    $rows['topics'][$id] ?? [],
                    $rows['files'][$id] ?? []
                );
            }
            $body = '<?xml version="1.0" encoding="UTF-8"?>' . "\n"
                . '<collection xmlns="http://www.loc.gov/MARC21/slim">' . "\n$records</collection>\n";
            return ['application/marcxml+xml', $body];
        }

        /** Return a title as MARCXML. */
        private static function record(array $row, array $authors, array $topics, array $files)
        {
            $level = (int) $row['frequency'] ? 's' : 'm';
            $fields = "<leader>00000na$level a2200000 a 4500</leader>"
                . "<controlfield tag=\"001\">{$row['id']}</controlfield>";
            foreach (preg_split('/[,;]/', self::text($row['isbn'])) as $number) {
                $issn = preg_match('/^[0-9]{4}-?[0-9]{3}[0-9Xx]$/D', trim($number));
                $fields .= self::field($issn ? '022' : '020', ['a' => $number]);
            }
            $fields .= self::field('041', ['a' => $row['language']]);
            $fields .= self::field('082', ['a' => $row['classification']]);
            $fields .= self::field('090', ['a' => $row['call_number']]);
            foreach ($authors as $at => $author) {
                $fields .= self::author($author, $at === 0);
            }
            $fields .= self::field(
                '245',
                ['a' => $row['title'], 'h' => $row['gmd'], 'c' => $row['statement']]
            );
            $fields .= self::field('250', ['a' => $row['edition']]);
            $fields .= self::field(
                '260',
                ['a' => $row['place'], 'b' => $row['publisher'], 'c' => $row['year']]
            );
            $fields .= self::field('300', ['a' => $row['extent']]);
            $fields .= self::field('336', ['b' => $row['content']]);
            $fields .= self::field('337', ['b' => $row['media']]);
            $fields .= self::field('338', ['b' => $row['carrier']]);
            $fields .= self::field('490', ['a' => $row['series']]);
            $fields .= self::field('500', ['a' => $row['details']]);
            $fields .= self::field('520', ['a' => $row['notes']]);
            $fields .= self::field('546', ['a' => $row['language_name']]);
            foreach ($topics as $topic) {
                $tag = self::TOPIC_TAGS[self::text($topic['kind'])] ?? '650';
                $fields .= self::field($tag, ['a' => $topic['name']]);
            }
            foreach ($files as $file) {
                $fields .= self::field('856', ['u' => self::address($file), 'y' => $file['name']]);
            }
            return "<record>$fields</record>\n";
        }

        private static function author(array $author, $is_first)
        {
            $level = (int) $author['level'] ?: 1;
            $main = $is_first && $level === 1 ? '1' : '7';
            $kind = self::NAME_TAGS[self::text($author['kind'])] ?? '00';
            $role = self::ROLES[$level] ?? 'aut';
            return self::field($main . $kind, ['a' => $author['name'], '4' => $role]);
        }

        /** Return the address of an attachment, which is relative if SLiMS itself has the file. */
        private static function address(array $file)
        {
            if (self::text($file['mime']) === 'text/uri-list') {
                return $file['url'];
            }
            return "index.php?p=fstream&fid={$file['file']}&bid={$file['id']}";
        }

        /** Return a field without its empty subfields, or nothing if the first is empty. */
        private static function field($tag, array $values)
        {
            $values = array_map([self::class, 'text'], $values);
            if ($tag !== '260' && reset($values) === '') {
                return '';
            }
            $subfields = '';
            foreach ($values as $code => $value) {
                if ($value !== '') {
                    $subfields .= "<subfield code=\"$code\">" . self::xml($value) . '</subfield>';
                }
            }
            return $subfields === '' ? ''
                : "<datafield tag=\"$tag\" ind1=\" \" ind2=\" \">$subfields</datafield>";
        }

        private static function text($value)
        {
            return trim((string) $value);
        }

        private static function xml($value)
        {
            // XML 1.0 allows no control characters but tab and line ends.
            $value = preg_replace('/[\x00-\x08\x0B\x0C\x0E-\x1F\x{FFFE}\x{FFFF}]/u', ' ', $value);
            return htmlspecialchars((string) $value, ENT_QUOTES | ENT_SUBSTITUTE | ENT_XML1, 'UTF-8');
        }

        private function copies($which)
        {
            $lines = [];
            foreach ($this->part('copies', $which) as $row) {
                $lines[] = [
                    'title' => (int) $row['id'],
                    'barcode' => self::text($row['barcode']),
                    'branch' => self::text($row['location_name']) ?: self::text($row['location']),
                    'shelf' => self::first($row['site'], $row['collection']),
                    'call_number' => self::first($row['call_number'], $row['title_call_number']),
                    'status' => self::text($row['status']),
                    'status_name' => self::text($row['status_name']),
                    'not_lent' => (bool) (int) $row['not_lent'],
                    'lent' => $row['due'] !== null,
                    'due' => (int) $row['due'] ? $row['due'] : null,  // not 0000-00-00
                ];
            }
            $visible = [];
            foreach ($this->part('visible', $which) as $row) {
                $visible[] = (int) $row['id'];
            }
            $lines[] = ['visible' => $visible];
            return self::lines($lines);
        }

        private static function first($value, $other)
        {
            return self::text($value) !== '' ? self::text($value) : self::text($other);
        }

        private function covers()
        {
            $lines = [];
            foreach ($this->part('visible', "COALESCE(b.image, '') <> ''") as $row) {
                $lines[] = ['title' => (int) $row['id'], 'image' => $row['image']];
            }
            return self::lines($lines);
        }

        private static function lines(array $lines)
        {
            $flags = JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES | JSON_INVALID_UTF8_SUBSTITUTE;
            $body = '';
            foreach ($lines as $line) {
                $body .= json_encode($line, $flags) . "\n";
            }
            return ['application/x-ndjson', $body];
        }

        /** Return the rows of a part for the titles of $which, in which %s is their number. */
        private function part($name, $which)
        {
            $query = $this->query($name);
            if ($query === null) {
                return [];
            }
            $cells = '';
            foreach ($query['shown'] as $column => $cell) {
                $cells .= ", $cell AS $column";
            }
            $where = ' AND ' . str_replace('%s', $query['title'], $which);
            $order = implode(', ', array_filter([$query['title'], $query['order'] ?? '']));
            return $this->rows(
                "SELECT {$query['title']} AS id$cells {$query['from']}$where ORDER BY $order"
            );
        }

        private function rows($sql)
        {
            return $this->db->query($sql)->fetchAll(PDO::FETCH_ASSOC);
        }

        /**
         * Return a query without the tables and columns that do not exist here, or null if a part
         * that can be left out is lacking.
         */
        private function query($name)
        {
            $query = self::queries()[$name];
            list($table, $alias) = $query['base'];
            $tables = [$alias => $table];
            foreach ($query['joins'] ?? [] as $key => $join) {
                $tables[$key] = $join[0];
            }
            foreach ($query['required'] as $column) {
                if (!$this->exists($column, $tables)) {
                    if (in_array($name, self::OPTIONAL, true)) {
                        return null;
                    }
                    throw new CommonsKioskFault("This SLiMS has no column $column.", 501);
                }
            }
            $from = "FROM $table AS $alias";
            $joined = [$alias];
            foreach ($query['joins'] ?? [] as $key => list($other, $on, $inner)) {
                preg_match_all('/\w+\.\w+/', $on, $needed);
                foreach ($needed[0] as $column) {
                    if (!$this->exists($column, $tables)) {
                        continue 2;
                    }
                }
                $joined[] = $key;
                $from .= ($inner ? ' JOIN' : ' LEFT JOIN') . " $other AS $key ON $on";
            }
            $query['shown'] = [];
            $cells = '';
            foreach ($query['columns'] ?? [] as $column => $cell) {
                $known = $cell[0] === '('
                    || (in_array(strtok($cell, '.'), $joined, true) && $this->exists($cell, $tables));
                $query['shown'][$column] = $known ? $cell : 'NULL';
                $cells .= ", COALESCE({$query['shown'][$column]}, '')";
            }
            $query['mark'] = "CRC32(CONCAT_WS('|', '$name', COALESCE({$query['title']}, '')$cells))";
            $query['from'] = "$from WHERE {$query['where']}";
            return $query;
        }

        private function exists($column, array $tables)
        {
            list($alias, $name) = explode('.', $column);
            return isset($this->columns[$tables[$alias] ?? $alias][$name]);
        }

        /** What is read of SLiMS: of loans only the copy and the day, of members nothing. */
        private static function queries()
        {
            $visible = self::VISIBLE;
            return [
                'titles' => [
                    'base' => ['biblio', 'b'],
                    'title' => 'b.biblio_id',
                    'columns' => [
                        'title' => 'b.title', 'statement' => 'b.sor', 'edition' => 'b.edition',
                        'isbn' => 'b.isbn_issn', 'year' => 'b.publish_year',
                        'extent' => 'b.collation', 'series' => 'b.series_title',
                        'call_number' => 'b.call_number', 'classification' => 'b.classification',
                        'notes' => 'b.notes', 'details' => 'b.spec_detail_info',
                        'frequency' => 'b.frequency_id', 'language' => 'b.language_id',
                        'language_name' => 'la.language_name', 'gmd' => 'g.gmd_name',
                        'publisher' => 'p.publisher_name', 'place' => 'pl.place_name',
                        'content' => 'ct.code', 'media' => 'mt.code', 'carrier' => 'cr.code',
                    ],
                    'required' => ['b.biblio_id', 'b.title', 'b.opac_hide'],
                    'joins' => [
                        'g' => ['mst_gmd', 'g.gmd_id = b.gmd_id', false],
                        'la' => ['mst_language', 'la.language_id = b.language_id', false],
                        'p' => ['mst_publisher', 'p.publisher_id = b.publisher_id', false],
                        'pl' => ['mst_place', 'pl.place_id = b.publish_place_id', false],
                        'ct' => ['mst_content_type', 'ct.id = b.content_type_id', false],
                        'mt' => ['mst_media_type', 'mt.id = b.media_type_id', false],
                        'cr' => ['mst_carrier_type', 'cr.id = b.carrier_type_id', false],
                    ],
                    'where' => $visible,
                ],
                'hidden' => [
                    'base' => ['biblio', 'b'],
                    'title' => 'b.biblio_id',
                    'required' => ['b.biblio_id', 'b.opac_hide'],
                    'where' => "NOT ($visible)",
                ],
                'visible' => [
                    'base' => ['biblio', 'b'],
                    'title' => 'b.biblio_id',
                    'columns' => ['call_number' => 'b.call_number', 'image' => 'b.image'],
                    'required' => ['b.biblio_id', 'b.opac_hide'],
                    'where' => $visible,
                ],
                'authors' => [
                    'base' => ['biblio_author', 'ba'],
                    'title' => 'ba.biblio_id',
                    'columns' => [
                        'level' => 'ba.level', 'kind' => 'a.authority_type', 'name' => 'a.author_name',
                    ],
                    'required' => ['ba.biblio_id', 'ba.author_id', 'a.author_id', 'a.author_name'],
                    'joins' => [
                        'b' => ['biblio', 'b.biblio_id = ba.biblio_id', true],
                        'a' => ['mst_author', 'a.author_id = ba.author_id', true],
                    ],
                    'where' => $visible,
                    'order' => 'ba.level, ba.author_id',
                ],
                'topics' => [
                    'base' => ['biblio_topic', 'bt'],
                    'title' => 'bt.biblio_id',
                    'columns' => ['kind' => 't.topic_type', 'name' => 't.topic'],
                    'required' => ['bt.biblio_id', 'bt.topic_id', 't.topic_id', 't.topic'],
                    'joins' => [
                        'b' => ['biblio', 'b.biblio_id = bt.biblio_id', true],
                        't' => ['mst_topic', 't.topic_id = bt.topic_id', true],
                    ],
                    'where' => $visible,
                    'order' => 'bt.level, bt.topic_id',
                ],
                // Attachments that every visitor may open.
                'files' => [
                    'base' => ['biblio_attachment', 'ba'],
                    'title' => 'ba.biblio_id',
                    'columns' => [
                        'file' => 'ba.file_id', 'name' => 'f.file_title', 'url' => 'f.file_url',
                        'mime' => 'f.mime_type',
                    ],
                    'required' => [
                        'ba.biblio_id', 'ba.file_id', 'ba.access_type', 'ba.access_limit',
                        'f.file_id', 'f.file_title',
                    ],
                    'joins' => [
                        'b' => ['biblio', 'b.biblio_id = ba.biblio_id', true],
                        'f' => ['files', 'f.file_id = ba.file_id', true],
                    ],
                    'where' => "$visible AND ba.access_type = 'public'"
                        . " AND COALESCE(ba.access_limit, '') = ''",
                    'order' => 'ba.file_id',
                ],
                'copies' => [
                    'base' => ['item', 'i'],
                    'title' => 'i.biblio_id',
                    'columns' => [
                        'barcode' => 'i.item_code', 'call_number' => 'i.call_number',
                        'title_call_number' => 'b.call_number', 'location' => 'i.location_id',
                        'location_name' => 'lo.location_name', 'site' => 'i.site',
                        'collection' => 'c.coll_type_name', 'status' => 'i.item_status_id',
                        'status_name' => 's.item_status_name', 'not_lent' => 's.no_loan',
                        'due' => '(SELECT MAX(l.due_date) FROM loan AS l'
                            . ' WHERE l.item_code = i.item_code AND l.is_lent = 1'
                            . ' AND l.is_return = 0)',
                    ],
                    'required' => [
                        'i.item_id', 'i.biblio_id', 'i.item_code', 'i.item_status_id',
                        'loan.item_code', 'loan.due_date', 'loan.is_lent', 'loan.is_return',
                    ],
                    'joins' => [
                        'b' => ['biblio', 'b.biblio_id = i.biblio_id', true],
                        'lo' => ['mst_location', 'lo.location_id = i.location_id', false],
                        'c' => ['mst_coll_type', 'c.coll_type_id = i.coll_type_id', false],
                        's' => ['mst_item_status', 's.item_status_id = i.item_status_id', false],
                    ],
                    'where' => $visible,
                    'order' => 'i.item_code',
                ],
                'items' => [
                    'base' => ['item', 'i'],
                    'title' => 'i.biblio_id',
                    'columns' => [
                        'item' => 'i.item_id', 'barcode' => 'i.item_code',
                        'call_number' => 'i.call_number', 'location' => 'i.location_id',
                        'site' => 'i.site', 'collection' => 'i.coll_type_id',
                        'status' => 'i.item_status_id',
                    ],
                    'required' => ['i.item_id', 'i.biblio_id', 'i.item_code', 'i.item_status_id'],
                    'where' => 'i.biblio_id IS NOT NULL',
                ],
                'loans' => [
                    'base' => ['loan', 'l'],
                    'title' => 'i.biblio_id',
                    'columns' => ['item' => 'i.item_id', 'due' => 'l.due_date'],
                    'required' => [
                        'l.item_code', 'l.due_date', 'l.is_lent', 'l.is_return', 'i.item_id',
                        'i.item_code',
                    ],
                    'joins' => ['i' => ['item', 'i.item_code = l.item_code', true]],
                    'where' => 'l.is_lent = 1 AND l.is_return = 0 AND i.biblio_id IS NOT NULL',
                ],
                // These belong to all titles.
                'locations' => [
                    'base' => ['mst_location', 'lo'],
                    'title' => 'NULL',
                    'columns' => ['id' => 'lo.location_id', 'name' => 'lo.location_name'],
                    'required' => ['lo.location_id'],
                    'where' => '1 = 1',
                ],
                'collections' => [
                    'base' => ['mst_coll_type', 'c'],
                    'title' => 'NULL',
                    'columns' => ['id' => 'c.coll_type_id', 'name' => 'c.coll_type_name'],
                    'required' => ['c.coll_type_id'],
                    'where' => '1 = 1',
                ],
                'statuses' => [
                    'base' => ['mst_item_status', 's'],
                    'title' => 'NULL',
                    'columns' => [
                        'id' => 's.item_status_id', 'name' => 's.item_status_name',
                        'not_lent' => 's.no_loan',
                    ],
                    'required' => ['s.item_status_id'],
                    'where' => '1 = 1',
                ],
            ];
        }
    }
}

if ($commons_kiosk_asked) {
    CommonsKioskPlugin::answer();
} else {
    \SLiMS\Plugins::getInstance()->registerMenu('opac', 'Commons Kiosk', __FILE__);
}
