pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk
import "../accessibility"
import "../home"
import "../keyboard"
import "../theme"

// The window: header, screen, keyboard, accessibility bar and overlays.
Window {
    id: window

    required property ViewModels models
    required property real pixelsPerMm
    required property string family

    readonly property Translator translator: models.translator
    readonly property AccessibilitySettings accessibility: models.accessibility
    readonly property Session session: models.session
    readonly property SpeechGuide guide: models.guide

    function goBack() {
        sheets.open ? sheets.close() : navigation.back();
    }

    function askStaff() {
        sheets.close();
        navigation.askStaff();
    }

    function moveFocus(forward: bool) {
        const from = window.activeFocusItem || navigation;
        const next = from.nextItemInFocusChain(forward);
        if (next)
            next.forceActiveFocus(forward ? Qt.TabFocusReason : Qt.BacktabFocusReason);
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
    readonly property bool canLower: height >= Theme.mm(400) || Theme.scale <= 1.5
    readonly property int leastHeight: header.implicitHeight + keyboard.implicitHeight + bar.implicitHeight + Theme.mm(accessibility.speech ? 65 : 90) + Theme.bodySize * 2
    readonly property int reachMargin: accessibility.reach && canLower ? Math.max(0, Math.min(height / 2, height - leastHeight)) : 0

    title: models.staff.libraryName
    color: Theme.ground
    visible: true

    FocusKeeper {
        window: window
        page: page
        onLost: window.recoverFocus()
    }
    SingletonBindings {
        accessibility: window.accessibility
        translator: window.translator
        guide: window.guide
        session: window.session
        branding: window.models.branding
        pixelsPerMm: window.pixelsPerMm
        family: window.family
        wide: window.width > window.height
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
        target: window.guide

        // After headphones are plugged in, the top screen is read from the start.
        function onFromTheTop() {
            if (sheets.open)
                sheets.takeFocus();
            else
                navigation.fromTheTop();
        }
    }

    Item {
        id: page

        anchors.fill: parent
        LayoutMirroring.enabled: Theme.rightToLeft
        LayoutMirroring.childrenInherit: true
        Keys.onPressed: event => {
            event.accepted = true;
            if (event.key === Qt.Key_Down || event.key === (Theme.rightToLeft ? Qt.Key_Left : Qt.Key_Right))
                window.moveFocus(true);
            else if (event.key === Qt.Key_Up || event.key === Qt.Key_Left || event.key === Qt.Key_Right)
                window.moveFocus(false);
            else if (event.key === Qt.Key_Escape || event.key === Qt.Key_Back)
                window.goBack();
            else
                event.accepted = window.guide.press(event.key);
        }

        ColumnLayout {
            id: column

            anchors.fill: parent
            anchors.topMargin: window.reachMargin
            spacing: 0
            enabled: !window.session.warning

            Header {
                id: header

                title: navigation.screen ? navigation.screen.title : ""
                canGoBack: navigation.depth > 1
                clock: window.models.staff.clock
                enabled: !sheets.open
                visible: sheets.open !== "" || !(navigation.screen && navigation.screen.headless)
                onBack: window.goBack()
                Layout.fillWidth: true
            }
            Item {
                Layout.fillWidth: true
                Layout.fillHeight: true

                Navigation {
                    id: navigation

                    anchors.fill: parent
                    enabled: !sheets.open
                    models: window.models
                    onLanguagesAsked: sheets.toggle("language")
                }
                SettingsPanels {
                    id: sheets

                    anchors.fill: parent
                    accessibility: window.accessibility
                    translator: window.translator
                    onClosed: name => bar.focusOn(name)
                }
            }
            Keyboard {
                id: keyboard

                translator: window.translator
                wanted: window.session.byTouch
                Layout.alignment: Qt.AlignHCenter
                Layout.fillWidth: true
            }
            AccessibilityBar {
                id: bar

                accessibility: window.accessibility
                canLower: window.canLower
                open: sheets.open
                brief: keyboard.implicitHeight > 0 && window.width > window.height && Theme.scale > 1.5
                onAsked: name => sheets.toggle(name)
                onDone: window.session.finish()
                Layout.fillWidth: true
            }
        }
        ScreenCurtain {
            visible: window.accessibility.curtain
            width: parent.width
            height: column.y + bar.y
        }
        Loader {
            anchors.fill: parent
            active: window.models.attract.shown
            sourceComponent: AttractScreen {
                model: window.models.attract
                page: window.models.home.page
                staff: window.models.staff
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
