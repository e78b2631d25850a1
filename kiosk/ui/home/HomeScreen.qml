pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk
import "../controls"
import "../theme"

// The first screen: what is open, new, on and free in the library now. From 200 % on, three large
// doors take the place of the sections.
ScreenFrame {
    id: home

    required property HomeModel model
    required property StaffModel staff
    required property Translator translator
    required property SyncStatus sync
    required property Branding branding
    required property Suggestions suggestions
    property bool hasMap: false

    readonly property HomePage page: model.page
    readonly property bool large: Theme.scale >= 2

    signal go(string place)
    signal titleOpened(int bibId)
    signal programOpened(string key)
    signal spaceWanted(string code, bool now)
    signal codeBegun(string digit)

    function toTop() {
        pane.toTop();
    }

    title: I18n.trc("home", "Welcome")
    introduction: Voice.byKeys && Voice.helpKey ? I18n.trc("home", "{library}. Find books, programmes and rooms. For keypad help press {help}.", {library: staff.libraryName, help: Voice.helpKey}) : I18n.trc("home", "{library}. Find books, programmes and rooms.", {library: staff.libraryName})
    headless: true
    first: large ? doors.first : sections.first
    // The visitor stays on the screen, whose doors take the place of the sections.
    onLargeChanged: if (activeFocus)
        (large ? doors.first : sections.first).forceActiveFocus(Qt.OtherFocusReason)
    onVisibleChanged: if (visible)
        model.tick()

    ColumnLayout {
        anchors.fill: parent
        spacing: 0

        HomeHead {
            staff: home.staff
            page: home.page
            branding: home.branding
            translator: home.translator
            brief: home.large
            Layout.fillWidth: true
            onLanguages: home.go("languages")
            onForStaff: home.go("staff")
        }
        ScrollPane {
            id: pane

            spacing: Theme.gap
            filled: true
            Layout.fillWidth: true
            Layout.fillHeight: true

            NoticeOfTheDay {
                objectName: "notice"
                text: home.branding.notice
                language: home.branding.noticeLanguage
                visible: text !== ""
                Layout.fillWidth: true
            }
            HomeDoors {
                id: doors

                visible: home.large
                page: home.page
                suggestions: home.suggestions
                hasMap: home.hasMap
                Layout.fillWidth: true
                Layout.fillHeight: true
                onGo: place => home.go(place)
            }
            HomeSections {
                id: sections

                visible: !home.large
                page: home.page
                suggestions: home.suggestions
                hasMap: home.hasMap
                tallest: pane.height
                Layout.fillWidth: true
                Layout.fillHeight: true
                onGo: place => home.go(place)
                onTitleOpened: bibId => home.titleOpened(bibId)
                onProgramOpened: key => home.programOpened(key)
                onSpaceWanted: (code, now) => home.spaceWanted(code, now)
                onCodeBegun: digit => home.codeBegun(digit)
            }
            ReadableText {
                text: I18n.trc("home", "You need no library card at this kiosk.")
                visible: Theme.scale < 1.4 && !Theme.wide
                color: Theme.quiet
                readable: true
                horizontalAlignment: Text.AlignHCenter
                Layout.fillWidth: true
            }
            ReadableText {
                objectName: "data-age"
                text: home.sync.text
                visible: text !== ""
                color: Theme.quiet
                readable: true
                font.pixelSize: Theme.smallSize
                horizontalAlignment: home.large ? Text.AlignLeft : Text.AlignHCenter
                Layout.fillWidth: true
            }
        }
    }
}
