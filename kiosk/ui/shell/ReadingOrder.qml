import QtQml
import QtQuick
import "../controls"

// The stops of the keys in the order of reading, by the parts of the screen. `read` finds them as
// they are now; a part without stops is left out. `forget` drops them, because a part may have the
// name of a title that a visitor looked at.
QtObject {
    id: order

    required property Item page

    property list<string> names: [] // of the parts
    property list<string> languages: [] // of the names
    property list<Item> starts: [] // the items that the parts begin with
    property list<Item> stops: []
    property list<int> places: [] // the part of each stop

    property string name: "" // of the part that is being read
    property string language: ""
    property Item start: null
    property bool begun: false // the part has a stop

    // Finds the parts and stops of the page, and returns the number of parts.
    function read(): int {
        forget();
        begin("", "", page);
        collect(page);
        return names.length;
    }

    function forget() {
        names = [];
        languages = [];
        starts = [];
        stops = [];
        places = [];
        begin("", "", null);
    }

    function begin(partName: string, partLanguage: string, item: Item) {
        name = partName;
        language = partLanguage;
        start = item;
        begun = false;
    }

    function collect(item: Item) {
        if (!item.visible || !item.enabled)
            return;
        for (const each of item.resources)
            if (each instanceof Part && (each as Part).name)
                begin((each as Part).name, item instanceof Heading ? (item as Heading).language : "", item);
        if (item.activeFocusOnTab)
            add(item);
        for (const child of item.children)
            collect(child);
    }

    function add(stop: Item) {
        if (!begun) {
            names.push(name);
            languages.push(language);
            starts.push(start);
            begun = true;
        }
        stops.push(stop);
        places.push(names.length - 1);
    }

    // Returns the part that holds `item`, which is a stop or stands beside one, or -1.
    function partOf(item: Item): int {
        const at = stops.indexOf(item);
        const near = at < 0 && item ? stops.findIndex(each => each.parent === item.parent) : at;
        return near < 0 ? -1 : places[near];
    }

    // Returns the stop to which one comes first: what follows a heading, whose text is the name.
    function firstStop(part: int): Item {
        const at = places.indexOf(part);
        const headed = starts[part] instanceof Heading && stops[at] === starts[part];
        return stops[headed && places[at + 1] === part ? at + 1 : at];
    }

    function typeOf(item: Item): string {
        return String(item).split("(")[0];
    }

    // Returns the list that `stop` belongs to: its neighbours of the same type, or else all stops
    // of its part.
    function list(stop: Item): list<Item> {
        read();
        const part = partOf(stop);
        const around = stops.filter((each, at) => places[at] === part);
        if (part < 0)
            return [];
        const near = around.filter(each => each.parent === stop.parent && typeOf(each) === typeOf(stop));
        return near.length > 1 ? near : around;
    }
}
