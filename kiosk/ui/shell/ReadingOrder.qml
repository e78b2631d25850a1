import QtQml
import QtQuick
import "../controls"

// The stops of the keys in the order of reading, by the parts of the screen.
QtObject {
    id: order

    required property Item page

    // Returns the parts that have stops, each with its name and the language of the name, the item
    // that it begins with, and its stops.
    function parts(): var {
        const found = [{name: "", language: "", start: page, stops: []}];
        collect(page, found);
        return found.filter(part => part.stops.length > 0);
    }

    function collect(item: Item, found: var) {
        if (!item.visible || !item.enabled)
            return;
        for (const each of item.resources)
            if (each instanceof Part && (each as Part).name)
                found.push({name: (each as Part).name, language: item instanceof Heading ? (item as Heading).language : "", start: item, stops: []});
        if (item.activeFocusOnTab)
            found[found.length - 1].stops.push(item);
        for (const child of item.children)
            collect(child, found);
    }

    // Returns the index of the part that holds `stop`, or -1.
    function indexOf(stop: Item, parts: var): int {
        return parts.findIndex(part => part.stops.includes(stop));
    }

    // Returns the stop to which one comes first: what follows a heading, whose text is the name.
    function firstStop(part: var): Item {
        const headed = part.start instanceof Heading && part.stops[0] === part.start;
        return part.stops[headed && part.stops.length > 1 ? 1 : 0];
    }

    function typeOf(item: Item): string {
        return String(item).split("(")[0];
    }

    // Returns the list that `stop` belongs to: its neighbours of the same type, or else all stops
    // of its part.
    function list(stop: Item): var {
        const all = parts();
        const at = indexOf(stop, all);
        if (at < 0)
            return [];
        const stops = all[at].stops;
        const near = stops.filter(each => each.parent === stop.parent && typeOf(each) === typeOf(stop));
        return near.length > 1 ? near : stops;
    }
}
