import QtQuick
import QtQuick.Layouts
import Kiosk
import "controls"
import "panels"
import "screens"
import "theme"

// The one window: header, screen, keyboard, comfort bar, and what lies over them.
Window {
    id: window

    required property Translator translator
    required property Comfort comfort
    required property Session session
    required property SpeechGuide guide
    required property FindModel find
    required property ProgramsModel programs
    required property SpacesModel spaces
    required property Reservations reservations
    required property StaffModel staff
    required property SyncStatus sync
    required property real pixelsPerMm
    required property string family

    // Leaves the panel, or the screen, on top.
    function goBack() {
        if (sheets.open)
            sheets.close();
        else
            navigation.back();
    }

    function moveFocus(forward: bool) {
        const from = window.activeFocusItem || navigation;
        const next = from.nextItemInFocusChain(forward);
        if (next)
            next.forceActiveFocus(forward ? Qt.TabFocusReason : Qt.BacktabFocusReason);
    }

    // The focus must always be on something: where it was has gone, or was disabled.
    function recoverFocus() {
        const item = window.activeFocusItem;
        if (item && item !== window.contentItem && item !== page && !(item as FocusScope && !item.activeFocusOnTab))
            return;
        if (idleWarning.visible)
            idleWarning.takeFocus();
        else if (sheets.open)
            sheets.takeFocus();
        else
            navigation.takeFocus();
    }

    title: staff.libraryName
    color: Theme.ground
    visible: true
    onActiveFocusItemChanged: Qt.callLater(recoverFocus)

    ThemeFeed {
        comfort: window.comfort
        translator: window.translator
        guide: window.guide
        pixelsPerMm: window.pixelsPerMm
        family: window.family
    }

    Connections {
        target: window.session

        function onEnded() {
            sheets.close();
            navigation.home();
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
            anchors.fill: parent
            spacing: 0
            enabled: !window.session.warning

            Header {
                title: navigation.screen ? navigation.screen.title : ""
                canGoBack: navigation.depth > 1
                clock: window.staff.clock
                enabled: !sheets.open
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
                    find: window.find
                    programs: window.programs
                    spaces: window.spaces
                    reservations: window.reservations
                    staff: window.staff
                    sync: window.sync
                    translator: window.translator
                }
                Sheets {
                    id: sheets

                    anchors.fill: parent
                    comfort: window.comfort
                    translator: window.translator
                    guide: window.guide
                    onClosed: name => bar.focusOn(name)
                }
            }
            Keyboard {
                translator: window.translator
                wanted: window.session.byTouch
                Layout.alignment: Qt.AlignHCenter
                Layout.fillWidth: true
            }
            ComfortBar {
                id: bar

                comfort: window.comfort
                open: sheets.open
                onAsked: name => sheets.toggle(name)
                onDone: window.session.finish()
                Layout.fillWidth: true
            }
        }
        IdleWarning {
            id: idleWarning

            anchors.fill: parent
            session: window.session
        }
    }
}
