pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk
import "../accessibility"
import "../controls"
import "../home"
import "../keyboard"
import "../theme"

// The window: head, screen, keyboard, accessibility bar and overlays. In landscape the bar is a
// column at the end.
Window {
    id: window

    required property ViewModels models
    required property real pixelsPerMm
    required property string family
    readonly property AccessibilitySettings accessibility: models.accessibility
    readonly property Session session: models.session
    readonly property ScreenFrame current: navigation.screen
    readonly property bool forStaff: navigation.forStaff // read by the scanner

    function goBack() {
        sheets.open ? sheets.close() : navigation.back();
    }

    function askStaff() {
        navigation.askStaff();
    }

    function recoverFocus() {
        if (idleWarning.visible)
            idleWarning.takeFocus();
        else if (sheets.open && !idleWarning.returning)
            sheets.takeFocus();
        else if (!idleWarning.returning)
            navigation.takeFocus();
    }

    // Reach mode: all controls are in the lower half of the screen, as far as there is space.
    readonly property int leastHeight: head.implicitHeight + keyboard.implicitHeight + bar.implicitHeight + Theme.mm(accessibility.speech ? 65 : 90) + Theme.bodySize * 2
    readonly property int reachMargin: accessibility.reach && Theme.canLower ? Math.max(0, Math.min(height / 2, height - leastHeight)) : 0

    title: models.staff.libraryName
    color: Theme.ground
    visible: true

    FocusKeeper {
        id: focusKeeper

        window: window
        page: page
        guide: window.models.guide
        onLost: window.recoverFocus()
    }
    SingletonBindings {
        models: window.models
        pixelsPerMm: window.pixelsPerMm
        family: window.family
        wide: window.width > window.height
        tall: window.height >= Theme.mm(400)
    }

    Connections {
        target: window.session

        function onEnded() {
            sheets.close();
            navigation.home();
            keyboard.forget();
        }
    }

    Connections {
        target: window.models.guide

        // After headphones are plugged in, the top screen is read from the start.
        function onFromTheTop() {
            sheets.open ? sheets.takeFocus() : navigation.fromTheTop();
        }
    }

    Item {
        id: page

        anchors.fill: parent
        LayoutMirroring.enabled: Theme.rightToLeft
        LayoutMirroring.childrenInherit: true
        Keys.onPressed: event => {
            event.accepted = true;
            if (event.key === Qt.Key_Escape || event.key === Qt.Key_Back)
                window.goBack();
            else if (event.key === Qt.Key_F1)
                window.accessibility.speech ? focusKeeper.explain(head.title) : sheets.toggle("help");
            else if (event.key === Qt.Key_F12)
                navigation.askCode();
            else
                event.accepted = focusKeeper.press(event.key) || window.models.guide.press(event.key);
        }

        GridLayout {
            id: column

            anchors.fill: parent
            anchors.topMargin: window.reachMargin
            columns: Theme.wide ? 2 : 1
            columnSpacing: 0
            rowSpacing: 0
            enabled: !window.session.warning

            Head {
                id: head

                screen: window.current
                panel: sheets.title
                canGoBack: navigation.depth > 1
                clock: window.models.staff.clock
                onBack: window.goBack()
                onStaffAsked: window.askStaff()
                Layout.row: 0
                Layout.columnSpan: column.columns
                Layout.fillWidth: true
            }
            Item {
                Layout.row: 1
                Layout.fillWidth: true
                Layout.fillHeight: true

                Navigation {
                    id: navigation

                    anchors.fill: parent
                    enabled: !sheets.open
                    models: window.models
                    panels: sheets
                    onLanguagesAsked: sheets.toggle("language")
                }
                SettingsPanels {
                    id: sheets

                    anchors.fill: parent
                    full: bar.full
                    models: window.models
                    closer: head.closer
                    onClosed: name => bar.focusOn(name)
                    onDeskAsked: navigation.askDesk()
                }
            }
            Keyboard {
                id: keyboard

                translator: window.models.translator
                wanted: window.session.byTouch
                Layout.row: 2
                Layout.column: 0
                Layout.fillWidth: true
            }
            AccessibilityBar {
                id: bar

                accessibility: window.accessibility
                open: sheets.open
                visible: !(window.current && window.current.barless) || sheets.open !== ""
                onAsked: name => sheets.toggle(name)
                onDone: window.session.finish()
                Layout.row: Theme.wide ? 1 : 3
                Layout.column: Theme.wide ? 1 : 0
                Layout.rowSpan: Theme.wide ? 2 : 1
                Layout.fillWidth: !Theme.wide
                Layout.fillHeight: Theme.wide
            }
        }
        ScreenCurtain {
            visible: window.accessibility.curtain
            bar: bar
        }
        SpeechCorner {
            visible: Theme.wide && !Theme.rightToLeft && bar.visible
        }
        Loader {
            anchors.fill: parent
            active: window.models.attract.shown
            sourceComponent: AttractScreen {
                model: window.models.attract
                page: window.models.home.page
                staff: window.models.staff
                fittings: window.models.fittings
            }
        }
        IdleWarning {
            id: idleWarning

            anchors.fill: column
            session: window.session
            onReturned: window.recoverFocus()
        }
    }
}
